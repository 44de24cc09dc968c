import Reports
import Testing

@Suite("A page's template")
struct HTMLTemplateTests {
  private static let values: [String: any Sendable] = [
    "name": "a<b", "count": 0, "yes": true, "no": false, "empty": [String](), "blank": "",
    "list": ["x", "y"], "rows": [["name": "r1"], ["id": "r2"]], "part": ["inner": "deep"],
  ]

  @Test(
    "puts values in their places",
    arguments: [
      ("", ""), ("text { } }} {", "text { } }} {"), ("{{name}}", "a&lt;b"), ("{{{name}}}", "a<b"),
      ("{{missing}}.", "."), ("{{count}}", "0"), ("{{#count}}[{{.}}]{{/count}}", "[0]"),
      ("{{#yes}}1{{/yes}}{{^yes}}2{{/yes}}", "1"), ("{{#no}}1{{/no}}{{^no}}2{{/no}}", "2"),
      ("{{#empty}}1{{/empty}}{{^empty}}2{{/empty}}", "2"), ("{{^missing}}2{{/missing}}", "2"),
      ("{{#list}}<{{.}}>{{/list}}", "<x><y>"), ("{{#blank}}[{{.}}]{{/blank}}", "[]"),
      ("{{#rows}}{{name}},{{id}};{{/rows}}", "r1,;a&lt;b,r2;"),
      ("{{#part}}{{inner}}{{name}}{{/part}}", "deepa&lt;b"),
      ("{{#list}}{{#rows}}{{id}}.{{/rows}}{{.}}{{/list}}", ".r2.x.r2.y"),
    ])
  func places(_ template: String, _ text: String) {
    #expect(HTMLTemplate(template).render(Self.values) == text)
  }

  @Test("takes a line away that holds but a section's tag")
  func lines() {
    let template = "a\n  {{#list}}  \n{{.}}\n{{/list}}\nb{{#yes}}\nc{{/yes}}\n{{#no}}\n{{/no}}"
    #expect(HTMLTemplate(template).render(Self.values) == "a\nx\ny\nb\nc\n")
    #expect(HTMLTemplate("{{#yes}}\n{{name}}\n{{/yes}}").render(Self.values) == "a&lt;b\n")
  }

  @Test("leaves no sign of HTML in what it escapes, and none of it is a tag")
  func escapes() {
    let text = "<&>\"'`{{name}} \u{301}\"\u{301}"
    let shown = HTMLTemplate("{{text}}").render(["text": text, "name": "!"])
    #expect(shown.unicodeScalars.allSatisfy { !"<>\"'`".unicodeScalars.contains($0) })
    #expect(shown.contains("{{name}}"))
  }
}
