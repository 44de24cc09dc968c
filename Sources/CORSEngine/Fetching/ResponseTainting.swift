/// A request's response tainting.
///
/// - SeeAlso: https://fetch.spec.whatwg.org/#concept-request-response-tainting
enum ResponseTainting: BitwiseCopyable {
  case basic, cors, opaque
}
