/// Whether a page listens to its upload: the name of an event, a list of them, or `true`.
struct CheckUpload: Decodable {
  let listens: Bool

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      listens = flag
    } else if let names = try? value.decode([String].self) {
      listens = !names.isEmpty
    } else {
      listens = try !value.decode(String.self).isEmpty
    }
  }
}
