import Ingest
import Traffic

/// Files of one log that was rotated, compressed, copied: each of its lines is read once.
struct RotatedFiles {
  /// The files to read.
  private(set) var files: [InputFile] = []
  /// Those that hold nothing of their own.
  private(set) var copies: [Copy] = []

  /// A file that is not read, as another holds all that it holds.
  struct Copy {
    var file: InputFile
    /// What is read in its place.
    var original: InputFile
    /// Whether it holds all that the other does.
    var isWhole: Bool
    /// Why it ends before its end, if it does.
    var error: IngestError?
  }

  /// How many first bytes are compared to find copies.
  private static let fingerprint = 1024

  /// Looks for copies among `all`, folder by folder.
  init(_ all: [InputFile]) {
    var groups: [[UInt8]: [InputFile]] = [:]
    for file in all {
      guard let mark = RotatedFiles.mark(file, among: all) else { continue }
      groups[mark, default: []].append(file)
    }
    var skipped: Set<InputFile> = []
    for group in groups.values where group.count > 1 {
      // Plain files are read faster, and are whole where compressing was interrupted; of two of
      // them that with the shorter name is the one that was not copied.
      let ordered = group.sorted {
        ($0.isCompressed ? 1 : 0, $0.name.count, $0.name)
          < ($1.isCompressed ? 1 : 0, $1.name.count, $1.name)
      }
      var kept: [InputFile] = []
      for file in ordered { settle(file, among: &kept, &skipped) }
    }
    files = all.filter { !skipped.contains($0) }
    copies.sort { $0.file.name < $1.file.name }
  }

  /// What copies of a file begin with too; `nil` where there can be none.
  private static func mark(_ file: InputFile, among all: [InputFile]) -> [UInt8]? {
    guard file.path != "-", FileIdentity(file.path)?.isRegular == true,
      all.contains(where: { $0 != file && $0.folder == file.folder }),
      let source = try? file.open(),
      source.head.count >= fingerprint
    else { return nil }
    // Line ends count as equal, as they do when the whole is compared.
    return Array(file.folder.utf8) + [0]
      + source.head.prefix(fingerprint * 2).filter { $0 != 0x0D }.prefix(fingerprint)
  }

  private mutating func settle(
    _ file: InputFile, among kept: inout [InputFile], _ skipped: inout Set<InputFile>
  ) {
    for index in kept.indices {
      guard let first = try? file.open(),
        let second = try? kept[index].open()
      else { continue }
      let result = ContentComparison.compare(first, second)
      switch result.relation {
      case .different: continue
      case .same, .firstBegins:
        let isWhole = result.relation == .same
        copies.append(
          Copy(
            file: file, original: kept[index], isWhole: isWhole, error: result.firstError))
        skipped.insert(file)
        return
      case .secondBegins:
        copies.append(
          Copy(
            file: kept[index], original: file, isWhole: false, error: result.secondError))
        skipped.insert(kept[index])
        kept[index] = file
        return
      }
    }
    kept.append(file)
  }
}
