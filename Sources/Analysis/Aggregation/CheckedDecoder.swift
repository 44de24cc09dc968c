import Traffic

/// Reads through another decoder and refuses every `Int` that is negative or absurdly large.
///
/// In what is encoded here an `Int` counts something, so that after this no sum of counts overflows
/// and no index is below 0; what else must hold is checked by the types themselves.
struct CheckedDecoder: Decoder {
  /// No count is larger, so that a million of them add up.
  static let largest = 1 << 42

  private let base: any Decoder
  let userInfo: [CodingUserInfoKey: Any]
  var codingPath: [any CodingKey] { base.codingPath }

  /// Reads through `base`; positions must lie in the inputs with the numbers `sources`.
  init(_ base: any Decoder, sources: Range<Int> = 0..<0) {
    var userInfo = base.userInfo
    if let key = CodingUserInfoKey.sources { userInfo[key] = sources }
    self.init(base, userInfo)
  }

  init(_ base: any Decoder, _ userInfo: [CodingUserInfoKey: Any]) {
    self.base = base
    self.userInfo = userInfo
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(
      CheckedKeyedContainer(base: try base.container(keyedBy: type), userInfo: userInfo))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    CheckedUnkeyedContainer(base: try base.unkeyedContainer(), userInfo: userInfo)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    CheckedSingleValue(base: try base.singleValueContainer(), decoder: self)
  }

  static func check(_ value: Int, at path: [any CodingKey]) throws -> Int {
    guard (0...largest).contains(value) else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: path, debugDescription: "\(value) is no count"))
    }
    return value
  }
}
