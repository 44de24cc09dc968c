/// One line of `corscope check`: a hypothetical fetch as JSON.
///
/// Header values are bytes, each written as the character with its number (Latin-1).
struct CheckCase: Decodable {
  struct Request: Decodable {
    var api: String?
    var method: String?
    var url: String?
    var origin: String?
    var mode: String?
    var credentials: String?
    var headers: [[String]]?
    var redirect: String?
    var crossorigin: String?
    var `as`: String?
    var body: CheckBody?
    var upload: CheckUpload?
    var integrity: String?
    var cache: String?
  }

  struct Answer: Decodable {
    var status: Int?
    var headers: [[String]]?
    var raw: String?
  }

  struct Hop: Decodable {
    var preflight: Answer?
    var response: Answer
  }

  struct Second: Decodable {
    var after: Double?
    var request: Request
  }

  var id: String?
  var request: Request?
  var preflight: Answer?
  var response: Answer?
  var hops: [Hop]?
  var second: Second?
}
