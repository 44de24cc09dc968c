import ArgumentParser
import FoundationEssentials

/// The commands with their options, as ArgumentParser knows them.
struct ToolDescription: Decodable {
  /// One command.
  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  /// One argument, option or flag.
  struct Argument: Decodable {
    /// One of its names.
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var shouldDisplay: Bool?
    var isOptional: Bool?
    var isRepeating: Bool?
    var sectionTitle: String?
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var discussion: String?
  }

  /// The root command.
  var command: Command

  /// Asks ArgumentParser.
  static func read() throws -> ToolDescription {
    try JSONDecoder().decode(ToolDescription.self, from: Data(Corscope._dumpHelp().utf8))
  }
}
