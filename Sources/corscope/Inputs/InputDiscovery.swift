import FoundationEssentials

/// Finds the files behind what the user named.
struct InputDiscovery {
  /// The files to read, in the order named; those of a folder by name.
  private(set) var files: [String] = []
  /// What was named and is not there, or cannot be looked into.
  private(set) var problems: [String] = []

  /// Looks up every path; `-` is standard input.
  init(_ paths: [String]) {
    for path in paths { add(path) }
    var seen: Set<String> = []
    files = files.filter { seen.insert($0).inserted }
  }

  private mutating func add(_ path: String) {
    if path == "-" {
      files.append(path)
      return
    }
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      problems.append("\(path): there is no such file or folder; check the path")
      return
    }
    guard isFolder else {
      files.append(path)
      return
    }
    guard let names = try? FileManager.default.subpathsOfDirectory(atPath: path) else {
      problems.append("\(path): the folder cannot be read; run as a user who may read it")
      return
    }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    for name in names.sorted()
    where !name.split(separator: "/").contains(where: { $0.first == "." }) {
      var isInnerFolder = false
      let file = "\(folder)/\(name)"
      if FileManager.default.fileExists(atPath: file, isDirectory: &isInnerFolder), !isInnerFolder {
        files.append(file)
      }
    }
  }
}
