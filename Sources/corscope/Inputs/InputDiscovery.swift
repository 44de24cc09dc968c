import ArgumentParser
import FoundationEssentials
import Ingest
import Traffic

/// Finds the files behind what the user named.
struct InputDiscovery {
  /// The files to read, in the order named; those of a folder by name.
  private(set) var files: [InputFile] = []
  /// What was named and is not there, or cannot be looked into.
  private(set) var missing: [(name: String, error: IngestError)] = []

  /// Looks up every path; `-` is standard input.
  init(_ paths: [String]) {
    for path in paths { add(path) }
    // One file under two names is read once.
    var seen: Set<FileIdentity> = []
    let named = files.filter { file in
      guard file.path != "-", let identity = FileIdentity(file.path) else { return true }
      return seen.insert(identity).inserted
    }
    files = []
    for file in named { addMembers(of: file, isAlone: named.count == 1) }
  }

  /// Adds the files of an archive; otherwise the file itself.
  private mutating func addMembers(of file: InputFile, isAlone: Bool) {
    guard file.path != "-", FileIdentity(file.path)?.isRegular == true else {
      files.append(file)
      return
    }
    do throws(IngestError) {
      // Of several files each would have its program running until its turn comes.
      var archive: TarArchive?
      if isAlone {
        let found = try TarArchive.look(into: file.path)
        if let content = found.content {
          files.append(InputFile(path: file.path, opened: KeptSource(content)))
          return
        }
        archive = found.archive
      }
      if archive == nil { archive = try TarArchive(path: file.path) }
      guard let archive else {
        files += InputDiscovery.members(file)
        return
      }
      files += archive.members.map { InputFile(path: file.path, archive, $0) }
      if let damage = archive.damage {
        missing.append((file.path, damage))
      } else if archive.members.isEmpty {
        missing.append((file.path, IngestError("the tar archive holds no files")))
      }
    } catch {
      missing.append((file.path, error))
    }
  }

  /// The files of a zip archive that holds several to read; otherwise the file itself.
  private static func members(_ file: InputFile) -> [InputFile] {
    guard let bytes = try? RandomFile(path: file.path),
      let magic = bytes.bytes(at: 0, 4), Compression(magic: magic.span) == .zip,
      let archive = try? ZipArchive(bytes), archive.inputs.count > 1
    else { return [file] }
    return archive.inputs.map { InputFile(path: file.path, member: $0.name) }
  }

  /// How to mend a path that is not there: it may be a command that was mistyped.
  private static func hint(_ path: String) -> String {
    let names = Corscope.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !path.contains("/"), !path.contains("."), let name = Suggestion.nearest(path, names)
    else { return "check the path" }
    return "check the path, or did you mean 'corscope \(name)'?"
  }

  private mutating func add(_ path: String) {
    if path == "-" {
      files.append(InputFile(path: path))
      return
    }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      missing.append(
        (path, IngestError("there is no such file or folder", mend: InputDiscovery.hint(path))))
      return
    }
    guard isFolder else {
      files.append(InputFile(path: path))
      return
    }
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
      missing.append(
        (path, IngestError("the folder cannot be read", mend: "run as a user who may read it")))
      return
    }
    var found: [InputFile] = []
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    for name in names.sorted()
    where !name.split(separator: "/").contains(where: { $0.first == "." }) {
      let file = "\(folder)/\(name)"
      // Pipes and devices would be waited for.
      if FileIdentity(file)?.isRegular == true { found.append(InputFile(path: file)) }
    }
    if found.isEmpty {
      missing.append((path, IngestError("the folder holds no files", mend: "check the path")))
    }
    files += found
  }
}
