import Traffic

/// Reads the header blocks of one direction.
///
/// Every block must come by, also those of no interest: each may change the table.
///
/// - SeeAlso: RFC 7541, section 6.
struct HPACKDecoder {
  /// What was found in a block.
  enum Step: BitwiseCopyable {
    /// A field; its name and value stand in ``scratch``.
    case field
    /// A field whose name, and perhaps value, cannot be known.
    case unknown
    /// The end of the block.
    case end
    /// The block is no header block, or ends in the middle of a field.
    case failure
  }

  /// One block's fields may take so many bytes; others are passed over as unknown.
  private static let blockLimit = 1 << 20

  /// The table.
  var table = HPACKTable()
  /// The bytes of the field last read.
  private(set) var scratch: [UInt8] = []
  private var nameEnd = 0
  private var isNameKnown = true
  private var isValueKnown = true
  private var room = HPACKDecoder.blockLimit

  /// The place of the name in ``scratch``.
  var name: Range<Int> { 0..<nameEnd }
  /// The place of the value in ``scratch``.
  var value: Range<Int> { nameEnd..<scratch.count }

  /// Begins another block.
  mutating func begin() { room = HPACKDecoder.blockLimit }

  /// Reads the next field of `block`, whose unread part begins at `cursor`.
  mutating func next(_ block: Span<UInt8>, _ cursor: inout Int) -> Step {
    while cursor < block.count {
      let first = block[cursor]
      scratch.removeAll(keepingCapacity: true)
      if first & 0x80 != 0 { return indexed(block, &cursor) }
      if first & 0xE0 == 0x20 {
        guard let size = integer(block, &cursor, bits: 5), table.resize(size) else {
          return .failure
        }
        continue
      }
      return literal(block, &cursor, isAdded: first & 0x40 != 0)
    }
    return .end
  }

  // RFC 7541, section 6.1.
  private mutating func indexed(_ block: Span<UInt8>, _ cursor: inout Int) -> Step {
    guard let index = integer(block, &cursor, bits: 7), index > 0 else { return .failure }
    guard exists(index) else { return .failure }
    guard room > 0 else { return .unknown }
    readName(index)
    if index <= HPACKStaticTable.count {
      HPACKStaticTable.shared.appendValue(index, to: &scratch)
      isValueKnown = true
    } else {
      isValueKnown = table.appendValue(index - HPACKStaticTable.count - 1, to: &scratch)
    }
    room -= scratch.count
    return isNameKnown && isValueKnown ? .field : .unknown
  }

  // RFC 7541, section 6.2.
  private mutating func literal(
    _ block: Span<UInt8>, _ cursor: inout Int, isAdded: Bool
  ) -> Step {
    guard let index = integer(block, &cursor, bits: isAdded ? 6 : 4) else { return .failure }
    if index > 0 {
      guard exists(index) else { return .failure }
      readName(index)
    } else {
      guard string(block, &cursor) else { return .failure }
      nameEnd = scratch.count
      isNameKnown = true
    }
    guard string(block, &cursor) else { return .failure }
    room -= scratch.count
    if isAdded {
      table.add(scratch, nameEnd: nameEnd, isNameKnown: isNameKnown)
    }
    return isNameKnown && room > 0 ? .field : .unknown
  }

  private func exists(_ index: Int) -> Bool {
    index <= HPACKStaticTable.count + table.count || table.hasUnknown
  }

  private mutating func readName(_ index: Int) {
    if index <= HPACKStaticTable.count {
      HPACKStaticTable.shared.appendName(index, to: &scratch)
      isNameKnown = true
    } else {
      isNameKnown = table.appendName(index - HPACKStaticTable.count - 1, to: &scratch)
    }
    nameEnd = scratch.count
  }

  // RFC 7541, section 5.1. No number in a block needs more than 28 bits beyond the prefix.
  private func integer(_ block: Span<UInt8>, _ cursor: inout Int, bits: UInt8) -> Int? {
    let mask = UInt8(1) << bits &- 1
    guard cursor < block.count else { return nil }
    var number = Int(block[cursor] & mask)
    cursor += 1
    guard number == Int(mask) else { return number }
    var shift = 0
    while cursor < block.count, shift < 28 {
      let byte = block[cursor]
      cursor += 1
      number += Int(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return number }
      shift += 7
    }
    return nil
  }

  // RFC 7541, section 5.2.
  private mutating func string(_ block: Span<UInt8>, _ cursor: inout Int) -> Bool {
    guard cursor < block.count else { return false }
    let isCoded = block[cursor] & 0x80 != 0
    guard let length = integer(block, &cursor, bits: 7), length <= block.count - cursor else {
      return false
    }
    let bytes = block.extracting(cursor..<(cursor + length))
    cursor += length
    guard isCoded else {
      scratch.append(bytes: bytes)
      return true
    }
    return HuffmanCode.header.decode(bytes, into: &scratch, limit: HPACKDecoder.blockLimit)
  }
}
