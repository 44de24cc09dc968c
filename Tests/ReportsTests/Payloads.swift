/// What attackers write into origins, paths, file names and headers.
enum Payloads {
  /// All of them: each core with each of the frames around it.
  static let all: [String] = cores.flatMap { core in frames.map { $0.0 + core + $0.1 } } + long

  /// Each core once, and what is too long.
  static let bare: [String] = cores + long

  private static let frames = [
    ("", ""), ("\"", "\""), ("'>", "<!--"), ("x\r\n", "\n"), ("`` ` ", " ```"),
    ("\u{301}", "\u{301}"),
    (" ", " |"), ("https://a.example/", "?q=1#f"),
  ]

  private static let cores = [
    // HTML, SVG, CSS and script.
    "<script>alert(1)</script>", "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "</title></style></textarea><b>", "\"\u{301} onmouseover=alert(1) x=",
    "'\u{301}onfocus='alert(1)' autofocus='", "javascript:alert(1)",
    "<a href=javascript:alert(1)>x",
    "&lt;script&gt;", "&#60;script&#62;", "<!--", "-->", "<![CDATA[x]]>", "]]>",
    "<?xml version='1.0'?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "{{{.}}}", "{{#blocked}}",
    "{{=<% %>=}}",
    "</svg><style>*{display:none}</style>", "url(https://evil.example/)", "expression(alert(1))",
    // Terminals, bidirectional text and what cannot be seen.
    "\u{1B}[2J\u{1B}]0;owned\u{7}", "\u{9B}31m",
    "\u{1B}]8;;https://evil.example\u{1B}\\x\u{1B}]8;;\u{1B}\\",
    "\u{202E}gnp.exe", "a\u{2066}b\u{2069}", "\u{200B}\u{FEFF}\u{2028}\u{2029}\u{85}",
    "\u{0}\u{8}\u{7F}",
    "\u{FFFE}\u{FFFF}\u{E000}\u{10FFFF}", "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
    // Spreadsheets.
    "=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(1+1)",
    "=HYPERLINK(\"https://evil\",\"x\")",
    "\t=1+1", "%0A=1+1", "＝1+1", "\",=1+1,\"",
    // Markdown and forges.
    "[x](javascript:alert(1))", "![x](https://evil.example/p.png)", "@everyone", "#1", "org/repo#1",
    "0123456789abcdef0123456789abcdef01234567", "www.evil.example", "https://evil.example/x",
    "**bold**",
    "\n# heading\n", "| a | b |", "- [x] done", "<details open>", "/close", "$(id)", ";id;",
    "' ; id #",
    // JSON, SARIF, Prometheus and shells.
    "\\u003cscript\\u003e", "\\", "\\\"", "\",\"ruleId\":\"x", "//evil.example/x",
    "file:///etc/passwd",
    "../../etc/passwd", "\\\\evil\\share", "a\"} 1\ncorscope_fake{x=\"", "# EOF\nx 1", "a\\nb",
    "{0} %s %n",
  ]

  private static let long = [
    String(repeating: "A", count: 70_000), String(repeating: "<b>", count: 5000),
    String(repeating: "\u{202E}", count: 3000), String(repeating: "\"", count: 9000),
  ]
}
