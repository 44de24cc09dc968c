import Foundation
import Testing

@Suite("Help, completions and the manual page")
struct HelpTests {
  @Test("show examples before options")
  func examplesFirst() throws {
    for arguments in [["--help"], ["analyze", "--help"]] {
      let text = try Tool.corscope(arguments).output
      let example = try #require(text.range(of: "-o report.html"))
      let usage = try #require(text.range(of: "USAGE:"))
      #expect(example.lowerBound < usage.lowerBound)
    }
  }

  @Test("complete commands and options", arguments: ["bash", "zsh", "fish"])
  func completions(shell: String) throws {
    let outcome = try Tool.corscope(["completions", shell])
    #expect(outcome.status == 0)
    for word in ["explain", "fail-on", "baseline"] { #expect(outcome.output.contains(word)) }
    let wrong = try Tool.corscope(["completions", "bsh"])
    #expect(wrong.status == 2 && wrong.errors.contains("did you mean 'bash'?"))
  }

  @Test("name every command and option in the manual page")
  func manual() throws {
    let page = try Tool.corscope(["man"]).output
    #expect(page.hasPrefix(".Dd "))
    for command in ["analyze", "exchanges", "explain", "check", "formats", "rules", "setup", "man"]
    {
      #expect(page.contains("\n.Ss \(command)\n"), "\(command)")
      let help = try Tool.corscope([command, "--help"]).output
      for match in help.matches(of: /--[a-z]+(-[a-z]+)*/) where match.output.0 != "--help" {
        let name = match.output.0.dropFirst(2).replacingOccurrences(of: "-", with: "\\-")
        if name == "version" { continue }
        #expect(page.contains("Fl \\-\(name)") || page.contains("\\-\\-\(name)"), "\(name)")
      }
    }
    // No line begins with what roff would take for a command.
    for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(line.wholeMatch(of: /\.[A-Z][a-z]( .*)?/) != nil, "\(line)")
    }
  }

  @Test(
    "guess commands and rules that were mistyped",
    arguments: [
      (["explian", "samples/caddy.log"], "corscope explain"),
      (["rules", "acao-lst"], "'acao-list'"),
      (["setup", "ngnix"], "'nginx'"),
    ])
  func guesses(_ arguments: [String], _ name: String) throws {
    #expect(try Tool.corscope(arguments).errors.contains(name))
  }
}
