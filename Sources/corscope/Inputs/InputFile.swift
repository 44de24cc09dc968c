import Ingest
import Traffic

/// What is read as one input: a file, or one of several in an archive.
struct InputFile: Sendable {
  /// The file's path; `-` is standard input.
  let path: String
  /// The path of the member in the archive that the file is.
  var member: String?
  /// The archive of tar, opened, and the member in it.
  private var tar: (archive: TarArchive, member: TarArchive.Member)?
  /// What it holds, where that was opened already: a program that decompresses it is started once.
  private(set) var opened: KeptSource?

  /// Names the file at `path`, or the `member` of that name in the zip archive there.
  init(path: String, member: String? = nil) {
    self.path = path
    self.member = member
  }

  /// Names the file at `path`, of which the content was `opened`.
  init(path: String, opened: KeptSource) {
    self.path = path
    self.opened = opened
  }

  /// Names a `member` of the tar archive at `path`.
  init(path: String, _ archive: TarArchive, _ member: TarArchive.Member) {
    self.path = path
    self.member = member.name
    tar = (archive, member)
  }

  /// The input's name for people.
  var name: String { member.map { "\(path)\(tar == nil ? "/" : ":")\($0)" } ?? path }

  /// Opens it.
  ///
  /// - Throws: `IngestError` when it cannot be opened, or nothing in it can be read.
  func open() throws(IngestError) -> ByteSource {
    if let source = opened?.take() { return source }
    guard let tar else { return try ByteSource(path: path, member: member) }
    return try ByteSource(stream: tar.archive.stream(of: tar.member))
  }

  /// The folder that it lies in, as far as the path says it; that of a member is where it would lie
  /// if its archive were unpacked where it is.
  var folder: String {
    let outer = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    guard let member, let slash = member.lastIndex(of: "/") else { return outer }
    return outer
      + String(member[...slash]).split(separator: "/").filter { $0 != "." }
      .map { "\($0)/" }.joined()
  }

  /// Its bytes at any place, where they can be had without unpacking.
  var range: FileRange? {
    if let tar { return tar.archive.range(of: tar.member) }
    guard member == nil, path != "-", FileIdentity(path)?.isRegular == true else { return nil }
    return (try? RandomFile(path: path)).map(FileRange.init)
  }

  private static let compressions = [".gz", ".zst", ".xz", ".bz2", ".zip", ".Z"]

  /// Whether its name says that it is compressed.
  var isCompressed: Bool {
    let own = tar?.member.name ?? path
    return InputFile.compressions.contains { own.hasSuffix($0) }
  }

  /// How far back it was rotated, as its number or its date tells: the higher, the older.
  var age: Int {
    var name = Substring(self.name)
    if let ending = InputFile.compressions.first(where: { name.hasSuffix($0) }) {
      name = name.dropLast(ending.count)
    }
    let digits = name.reversed().prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 14, let number = Int(String(digits.reversed())) else {
      return 0
    }
    // A date counts the other way round.
    return digits.count < 6 ? number : Int.max - number
  }

  /// The name of the log that it is a part of: without what rotation and compression add.
  var log: String {
    var name = Substring(self.name)
    if let ending = InputFile.compressions.first(where: { name.hasSuffix($0) }) {
      name = name.dropLast(ending.count)
    }
    // `.1`, `-20261122`, `-2026112216`, `.2026-11-22`: digits, with hyphens between.
    while let mark = name.lastIndex(where: { !$0.isASCII || !$0.isNumber && $0 != "-" }) {
      let tail = name[name.index(after: mark)...]
      guard name[mark] == ".", !tail.isEmpty else { break }
      name = name[..<mark]
    }
    if let hyphen = name.lastIndex(of: "-"), name[name.index(after: hyphen)...].count >= 6,
      name[name.index(after: hyphen)...].allSatisfy({ $0.isNumber })
    {
      name = name[..<hyphen]
    }
    return String(name)
  }
}

/// Files are the same by their names; two of one name in an archive are told apart by their places.
extension InputFile: Hashable {
  static func == (left: InputFile, right: InputFile) -> Bool {
    left.path == right.path && left.member == right.member && left.tar?.member == right.tar?.member
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(member)
  }
}
