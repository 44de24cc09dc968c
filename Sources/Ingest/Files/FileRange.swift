import Traffic

/// A part of a file that is read at any place: the whole, or a member of an archive.
package struct FileRange: Sendable {
  private let file: RandomFile
  private let offset: Int
  /// How many bytes it has.
  package let count: Int

  /// Takes all of `file`.
  package init(_ file: RandomFile) { self.init(file, at: 0, file.count) }

  /// Takes `length` bytes of `file` from `offset` on, or as many of them as there are.
  init(_ file: RandomFile, at offset: Int, _ length: Int) {
    self.file = file
    self.offset = min(max(0, offset), file.count)
    count = min(max(0, length), file.count - self.offset)
  }

  /// The bytes from `place` on, at most `length` of them; none where it cannot be read.
  package func bytes(at place: Int, _ length: Int) -> [UInt8] {
    guard place >= 0, place < count else { return [] }
    var bytes: [UInt8] = []
    _ = file.read(at: offset + place, min(length, count - place), into: &bytes)
    return bytes
  }
}
