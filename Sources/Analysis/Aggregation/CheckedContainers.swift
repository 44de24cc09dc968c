/// The keyed values of a ``CheckedDecoder``.
struct CheckedKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let base: KeyedDecodingContainer<Key>
  let userInfo: [CodingUserInfoKey: Any]

  var codingPath: [any CodingKey] { base.codingPath }
  var allKeys: [Key] { base.allKeys }

  func contains(_ key: Key) -> Bool { base.contains(key) }

  func decodeNil(forKey key: Key) throws -> Bool { try base.decodeNil(forKey: key) }

  func decode(_ type: Int.Type, forKey key: Key) throws -> Int {
    try CheckedDecoder.check(base.decode(type, forKey: key), at: codingPath + [key])
  }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try Value(from: superDecoder(forKey: key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder(forKey: key).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try superDecoder(forKey: key).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { CheckedDecoder(try base.superDecoder(), userInfo) }

  func superDecoder(forKey key: Key) throws -> any Decoder {
    // Some decoders give one for nothing.
    guard base.contains(key) else {
      throw DecodingError.keyNotFound(
        key, DecodingError.Context(codingPath: codingPath, debugDescription: "not there"))
    }
    return CheckedDecoder(try base.superDecoder(forKey: key), userInfo)
  }

  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: String.Type, forKey key: Key) throws -> String {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: Double.Type, forKey key: Key) throws -> Double {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: Float.Type, forKey key: Key) throws -> Float {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 {
    try base.decode(type, forKey: key)
  }

  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 {
    try base.decode(type, forKey: key)
  }
}

/// The values without keys of a ``CheckedDecoder``.
struct CheckedUnkeyedContainer: UnkeyedDecodingContainer {
  var base: any UnkeyedDecodingContainer
  let userInfo: [CodingUserInfoKey: Any]

  var codingPath: [any CodingKey] { base.codingPath }
  var count: Int? { base.count }
  var isAtEnd: Bool { base.isAtEnd }
  var currentIndex: Int { base.currentIndex }

  mutating func decodeNil() throws -> Bool { try base.decodeNil() }

  mutating func decode(_ type: Int.Type) throws -> Int {
    try CheckedDecoder.check(base.decode(type), at: codingPath)
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try Value(from: superDecoder())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try superDecoder().container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try superDecoder().unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder {
    CheckedDecoder(try base.superDecoder(), userInfo)
  }

  mutating func decode(_ type: Bool.Type) throws -> Bool { try base.decode(type) }

  mutating func decode(_ type: String.Type) throws -> String { try base.decode(type) }

  mutating func decode(_ type: Double.Type) throws -> Double { try base.decode(type) }

  mutating func decode(_ type: Float.Type) throws -> Float { try base.decode(type) }

  mutating func decode(_ type: Int8.Type) throws -> Int8 { try base.decode(type) }

  mutating func decode(_ type: Int16.Type) throws -> Int16 { try base.decode(type) }

  mutating func decode(_ type: Int32.Type) throws -> Int32 { try base.decode(type) }

  mutating func decode(_ type: Int64.Type) throws -> Int64 { try base.decode(type) }

  mutating func decode(_ type: UInt.Type) throws -> UInt { try base.decode(type) }

  mutating func decode(_ type: UInt8.Type) throws -> UInt8 { try base.decode(type) }

  mutating func decode(_ type: UInt16.Type) throws -> UInt16 { try base.decode(type) }

  mutating func decode(_ type: UInt32.Type) throws -> UInt32 { try base.decode(type) }

  mutating func decode(_ type: UInt64.Type) throws -> UInt64 { try base.decode(type) }
}

/// The single value of a ``CheckedDecoder``.
struct CheckedSingleValue: SingleValueDecodingContainer {
  let base: any SingleValueDecodingContainer
  let decoder: CheckedDecoder

  var codingPath: [any CodingKey] { base.codingPath }

  func decodeNil() -> Bool { base.decodeNil() }

  func decode(_ type: Int.Type) throws -> Int {
    try CheckedDecoder.check(base.decode(type), at: codingPath)
  }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: decoder) }

  func decode(_ type: Bool.Type) throws -> Bool { try base.decode(type) }

  func decode(_ type: String.Type) throws -> String { try base.decode(type) }

  func decode(_ type: Double.Type) throws -> Double { try base.decode(type) }

  func decode(_ type: Float.Type) throws -> Float { try base.decode(type) }

  func decode(_ type: Int8.Type) throws -> Int8 { try base.decode(type) }

  func decode(_ type: Int16.Type) throws -> Int16 { try base.decode(type) }

  func decode(_ type: Int32.Type) throws -> Int32 { try base.decode(type) }

  func decode(_ type: Int64.Type) throws -> Int64 { try base.decode(type) }

  func decode(_ type: UInt.Type) throws -> UInt { try base.decode(type) }

  func decode(_ type: UInt8.Type) throws -> UInt8 { try base.decode(type) }

  func decode(_ type: UInt16.Type) throws -> UInt16 { try base.decode(type) }

  func decode(_ type: UInt32.Type) throws -> UInt32 { try base.decode(type) }

  func decode(_ type: UInt64.Type) throws -> UInt64 { try base.decode(type) }
}
