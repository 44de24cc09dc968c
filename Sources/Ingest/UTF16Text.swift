/// Tells text of UTF-16 that does not say so itself.
enum UTF16Text {
  /// Whether most second bytes at the start of `head` are 0, and none between them.
  static func isLikely(_ head: [UInt8]) -> Bool {
    let start = head.prefix(256)
    guard start.count >= 16 else { return false }
    let zeros = start.indices.filter { start[$0] == 0 }
    return zeros.count * 10 >= start.count * 3 && Set(zeros.map { $0 % 2 }).count == 1
  }
}
