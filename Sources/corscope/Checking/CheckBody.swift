import CORSEngine

/// A body as JSON: text, or an object that names its kind.
struct CheckBody: Decodable {
  let body: RequestBody

  private enum Key: String, CodingKey {
    case blob, type, params, form, buffer, stream
  }

  init(from decoder: any Decoder) throws {
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      body = .none
    } else if (try? single.decode(String.self)) != nil {
      body = .typed(Array("text/plain;charset=UTF-8".utf8))
    } else {
      let object = try decoder.container(keyedBy: Key.self)
      if object.contains(.stream) {
        body = .stream
      } else if object.contains(.params) {
        body = .typed(Array("application/x-www-form-urlencoded;charset=UTF-8".utf8))
      } else if object.contains(.form) {
        body = .typed(Array("multipart/form-data; boundary=x".utf8))
      } else if let type = try object.decodeIfPresent(String.self, forKey: .type), !type.isEmpty {
        body = .typed(Array(type.utf8))
      } else {
        body = .untyped
      }
    }
  }
}
