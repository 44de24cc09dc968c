import Analysis
import Foundation
import Reports
import Testing

@Suite("Hyperlinks in a terminal")
struct LinkTests {
  @Test("are written around what they belong to, and only where they may")
  func written() {
    let link = LinkAddress(file: "/var/log/a b.log", host: "web1")
    #expect(link?.text == "file://web1/var/log/a%20b.log")
    for isOn in [true, false] {
      var page = TerminalPage(RenderOptions(color: false, links: isOn))
      page.paragraph("at \(TerminalText("a b.log:3").unbroken.linked(to: link)), 4")
      let open = isOn ? "\u{1B}]8;;file://web1/var/log/a%20b.log\u{1B}\\" : ""
      let close = isOn ? "\u{1B}]8;;\u{1B}\\" : ""
      #expect(page.output == "at \(open)a b.log:3\(close), 4\n")
    }
  }

  @Test("cannot be left by the name of a file")
  func hostileNames() {
    for payload in Payloads.all {
      guard let link = LinkAddress(file: "/" + payload, host: payload) else { continue }
      #expect(
        link.text.utf8.allSatisfy { byte in
          byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || "-._~/%:".utf8.contains(byte)
        })
    }
    #expect(LinkAddress(file: "relative", host: "") == nil)
    #expect(LinkAddress(file: "/" + String(repeating: "x", count: 2000), host: "") == nil)
    #expect(LinkAddress(standard: "https://evil.example/") == nil)
  }

  @Test("are the only further escape sequences of a report, whatever it says")
  func hostileReport() throws {
    for payload in Payloads.bare {
      let report = Samples.filled(with: payload)
      let link = try #require(LinkAddress(file: "/var/log/web.log", host: "h"))
      let options = RenderOptions(
        color: true, links: true, files: ["web.log": link, payload: link])
      var text = String(
        decoding: TerminalRenderer(options).render(report), as: UTF8.self)
      #expect(text.contains("\u{1B}]8;;file://h/var/log/web.log\u{1B}\\"))
      text = text.replacing(/\u{1B}\[(0|1|2|3[1-6]|1;31)m/, with: "")
      text = text.replacing(
        /\u{1B}\]8;;((file:\/\/h\/var\/log\/web\.log)|(https:\/\/fetch\.spec\.whatwg\.org\/#[a-z-]+))?\u{1B}\\/,
        with: "")
      #expect(!text.unicodeScalars.contains("\u{1B}"), "\(payload.debugDescription)")
    }
  }

  @Test("change nothing of the text and its width")
  func sameText() {
    for width in [60, 80, 120, 200] {
      let files = ["web1.log": LinkAddress(file: "/w/web1.log", host: "h")].compactMapValues { $0 }
      let linked = TerminalRenderer(RenderOptions(width: width, links: true, files: files))
        .render(Samples.incident)
      let plain = TerminalRenderer(RenderOptions(width: width)).render(Samples.incident)
      let text = String(decoding: linked, as: UTF8.self)
      #expect(text.contains("\u{1B}]8;;"))
      #expect(
        text.replacing(/\u{1B}\]8;;[^\u{1B}]*\u{1B}\\/, with: "")
          == String(decoding: plain, as: UTF8.self))
    }
  }

  @Test(
    "go to terminals that are known to show them",
    arguments: [
      (["TERM": "xterm-kitty"], true), (["TERM": "xterm-256color"], false),
      (["TERM": "xterm-256color", "VTE_VERSION": "7006"], true),
      (["TERM": "xterm-256color", "VTE_VERSION": "4800"], false),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "vscode"], true),
      (["TERM": "foot", "NO_COLOR": "1"], false), (["TERM": "foot", "NO_COLOR": ""], true),
      (["TERM": "dumb", "VTE_VERSION": "7006"], false),
      (["TERM": "tmux-256color", "VTE_VERSION": "7006"], false),
      (["TERM": "xterm", "TMUX": "/tmp/x", "KONSOLE_VERSION": "220401"], false),
      (["TERM": "xterm", "FORCE_HYPERLINK": "1", "NO_COLOR": "1"], true),
      (["TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"], false), ([:], false),
    ] as [([String: String], Bool)])
  func terminals(environment: [String: String], isKnown: Bool) {
    #expect(LinkSupport.isKnown(isTerminal: true) { environment[$0] } == isKnown)
    #expect(!LinkSupport.isKnown(isTerminal: false) { environment[$0] })
  }
}
