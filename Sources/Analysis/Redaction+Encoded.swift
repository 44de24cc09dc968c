import Traffic

// A URL within a query: its signs are percent-encoded, once or more often.
extension Redaction {
  /// A sign of a URL that is written percent-encoded.
  private struct Sign {
    var byte: UInt8
    /// How many bytes it takes.
    var length: Int
  }

  /// The sign that is encoded at `index`, if one is.
  private static func sign(_ value: Span<UInt8>, _ index: Int) -> Sign? {
    guard index + 2 < value.count, value[index] == 0x25 else { return nil }
    var cursor = index + 1
    // What is encoded again has its per cent sign encoded: %253A.
    while cursor + 3 < value.count, value[cursor] == 0x32, value[cursor + 1] == 0x35 { cursor += 2 }
    guard cursor + 1 < value.count, let high = value[cursor].hexValue,
      let low = value[cursor + 1].hexValue
    else { return nil }
    return Sign(byte: high << 4 | low, length: cursor + 2 - index)
  }

  /// Appends what begins with a per cent sign at `index` without its secrets, and perhaps what
  /// follows.
  ///
  /// - Returns: Where the walk goes on.
  static func appendEncoded(
    _ value: Span<UInt8>, from index: Int, to result: inout [UInt8]
  ) -> Int {
    guard let sign = sign(value, index) else {
      result.append(value[index])
      return index + 1
    }
    let end = index + sign.length
    append(value, index..<end, to: &result)
    switch sign.byte {
    case 0x3A:
      guard let first = self.sign(value, end), first.byte == 0x2F,
        let second = self.sign(value, end + first.length), second.byte == 0x2F
      else { return end }
      let start = end + first.length + second.length
      append(value, end..<start, to: &result)
      return appendAuthority(encoded: value, from: start, to: &result)
    case 0x3F, 0x26, 0x23, 0x3B:
      return appendParameter(encoded: value, from: end, to: &result)
    default: return end
    }
  }

  /// Appends an authority, its userinfo taken out; returns where it ends.
  private static func appendAuthority(
    encoded value: Span<UInt8>, from start: Int, to result: inout [UInt8]
  ) -> Int {
    var end = start
    var host = start
    while end < value.count {
      let sign = sign(value, end)
      let byte = sign?.byte ?? value[end]
      // A sign that is not encoded belongs to the URL around.
      if [0x2F, 0x3F, 0x23, 0x20].contains(byte) || sign == nil && byte == 0x26 { break }
      if byte == 0x40 { host = end }
      end += sign?.length ?? 1
    }
    if host > start {
      result.append(contentsOf: mark.utf8)
      append(value, host..<end, to: &result)
    } else {
      append(value, start..<end, to: &result)
    }
    return end
  }

  /// Appends one `name=value`, the value taken out where the name is secret; returns where it ends.
  private static func appendParameter(
    encoded value: Span<UInt8>, from start: Int, to result: inout [UInt8]
  ) -> Int {
    var end = start
    while end < value.count, sign(value, end) == nil, value[end] != 0x3D, value[end] != 0x26,
      value[end] != 0x23, value[end] != 0x20
    {
      end += 1
    }
    append(value, start..<end, to: &result)
    guard end < value.count else { return end }
    let sign = sign(value, end)
    guard sign?.byte ?? value[end] == 0x3D, isSecret(value.extracting(start..<end)) else {
      return end
    }
    let next = end + (sign?.length ?? 1)
    append(value, end..<next, to: &result)
    result.append(contentsOf: mark.utf8)
    end = next
    while end < value.count {
      let sign = self.sign(value, end)
      let byte = sign?.byte ?? value[end]
      if [0x26, 0x23, 0x20].contains(byte) { break }
      end += sign?.length ?? 1
    }
    return end
  }

  /// Appends a part of a value as it is.
  static func append(_ value: Span<UInt8>, _ range: Range<Int>, to result: inout [UInt8]) {
    guard !range.isEmpty else { return }
    let part = value.extracting(range)
    result.append(addingCapacity: part.count) { result in
      for index in part.indices { result.append(part[index]) }
    }
  }
}
