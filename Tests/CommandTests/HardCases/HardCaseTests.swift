import Foundation
import Testing

@Suite("A hard case")
struct HardCaseTests {
  @Test("is answered right", arguments: HardCase.all)
  func answers(_ hard: HardCase) throws {
    for proof in hard.proofs {
      switch proof {
      case .fetch(let fetch, let verdict):
        let said = try verdicts(fetch)
        #expect(said == Array(repeating: verdict, count: 4), "\(hard.name)")
      case .engines(let fetch, let expected):
        let said = try verdicts(fetch)
        #expect(said == expected, "\(hard.name)")
      case .judged(let recorder, let exchanges, let expected):
        try recorded(recorder, exchanges) { file in
          let lines = try Tool.exchanges([file]).map(line)
          #expect(lines == expected, "\(hard.name)")
        }
      case .found(let recorder, let exchanges, let expected):
        try recorded(recorder, exchanges) { file in
          let found = try Tool.report([file])["findings"] as? [[String: Any]]
          #expect(found?.compactMap { $0["rule"] as? String } == expected, "\(hard.name)")
        }
      case .report(let recorder, let exchanges, let expected):
        try recorded(recorder, exchanges) { file in
          let report = try Tool.report([file])
          for (path, value) in expected {
            let said = try text(at: path, of: report)
            #expect(said == value, "\(hard.name): \(path)")
          }
        }
      }
    }
  }

  @Test("of all seventy-five is here, with a proof")
  func complete() {
    #expect(HardCase.all.map { $0.number }.sorted() == Array(1...75))
    #expect(HardCase.all.allSatisfy { !$0.proofs.isEmpty })
  }

  /// The verdicts of the standard, Chromium, Firefox and WebKit.
  private func verdicts(_ fetch: HardFetch) throws -> [String] {
    let input = try JSONSerialization.data(withJSONObject: fetch.json)
    let outcome = try Tool.corscope(["check"], input: input)
    let result = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let verdicts = (result as? [String: Any])?["verdicts"] as? [String: [String: Any]]
    return ["fetch", "chromium", "firefox", "webkit"].map {
      verdicts?[$0].map(HardFetch.text) ?? outcome.output
    }
  }

  private func recorded(
    _ recorder: Recorder, _ exchanges: [HardExchange], _ body: (String) throws -> Void
  ) throws {
    let folder = try Scratch()
    let (name, content) = try recorder.file(exchanges)
    try body(folder.write(name, content))
  }

  /// A judgement as the cases write it: `KIND OUTCOME[ PHASE REASON (DETAIL)] CONFIDENCE`, and what
  /// decides but is not in the recording.
  private func line(_ exchange: [String: Any]) -> String {
    var words = ["kind", "outcome", "phase", "reason"].compactMap { exchange[$0] as? String }
    if let detail = exchange["detail"] as? String { words.append("(\(detail))") }
    words.append(exchange["confidence"] as? String ?? "?")
    if let missing = exchange["missing"] as? [String], !missing.isEmpty {
      words.append("without \(missing.joined(separator: ", "))")
    }
    if let aside = exchange["aside"] as? String { words.append("[\(aside)]") }
    return words.joined(separator: " ")
  }

  /// The value at `path`, whose steps are keys and numbers.
  private func text(at path: String, of report: [String: Any]) throws -> String {
    var value: Any? = report
    for step in path.split(separator: ".") {
      if let list = value as? [Any] {
        value = Int(step).flatMap { $0 < list.count ? list[$0] : nil } ?? list.count
      } else {
        value = (value as? [String: Any])?[String(step)]
      }
    }
    guard let value else { return "nothing" }
    return String(
      decoding: try JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes]),
      as: UTF8.self)
  }
}
