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

  @Test(
    "complete what begins with no command as the report's",
    arguments: [
      (["corscope", "--fail"], "--fail-on"), (["corscope", "exp"], "explain"),
      (["corscope", "samples/caddy.log", "--anon"], "--anonymize"),
      (["corscope", "--format", "js"], "json"),
      (["corscope", "samples/cadd"], "samples/caddy.log"),
      (["corscope", "rules", "acao-li"], "acao-list"),
    ])
  func completesReport(words: [String], completed: String) throws {
    let folder = try Scratch()
    let script = try folder.write("corscope.bash", Tool.corscope(["completions", "bash"]).output)
    let last = words.count - 1
    let asked = """
      source \(script)
      COMP_WORDS=(\(words.joined(separator: " "))) COMP_CWORD=\(last)
      COMP_LINE="${COMP_WORDS[*]}" COMP_POINT="${#COMP_LINE}"
      _corscope corscope \(words[last]) \(words[last - 1])
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try Tool.run("/bin/bash", ["--norc", "-c", asked])
    let found = outcome.output.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    #expect(found.contains(completed), "\(outcome)")
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
