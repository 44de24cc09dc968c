/// What is read as one input: a file, or one of several in an archive.
struct InputFile: Sendable, Hashable {
  /// The file's path; `-` is standard input.
  let path: String
  /// The path of the member in the archive that the file is.
  var member: String?

  /// The input's name for people.
  var name: String { member.map { "\(path)/\($0)" } ?? path }
}
