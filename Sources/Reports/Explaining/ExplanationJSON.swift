package import Analysis
import CORSEngine

/// Writes explanations as JSON, one object a line.
package struct ExplanationJSON {
  private var json = JSONWriter()

  /// Makes a writer.
  package init() {}

  /// The explanations as JSON lines in UTF-8.
  package mutating func render(_ explanations: [ExchangeExplanation]) -> [UInt8] {
    json.removeAll()
    for explanation in explanations {
      write(explanation)
      json.newline()
    }
    return json.bytes
  }

  private mutating func write(_ explanation: ExchangeExplanation) {
    let judgement = explanation.judgement
    json.beginObject()
    string("source", explanation.source)
    json.key("position")
    json.number(explanation.position)
    string("unit", explanation.unit)
    string("method", explanation.method)
    string("url", explanation.url)
    string("origin", explanation.origin)
    json.key("start")
    if let start = explanation.start { json.number(start) } else { json.null() }
    json.key("status")
    if let status = explanation.status { json.number(status) } else { json.null() }
    string("kind", judgement.kind.name)
    string("outcome", judgement.outcome.name)
    string("phase", judgement.phase?.name)
    string("reason", judgement.reason?.id)
    string("detail", judgement.detail == .none ? nil : judgement.detail.id)
    strings("failed", judgement.failed.members.map(\.id))
    string("confidence", judgement.confidence.name)
    strings("basis", judgement.basis.names)
    string("profile", judgement.engine.profile.name)
    strings("summary", explanation.summary)
    strings("asked", explanation.asked)
    string("assumption", explanation.assumption)
    steps(explanation)
    browsers(explanation)
    strings("mend", explanation.mend)
    json.key("wanted_headers")
    json.beginArray()
    for line in explanation.wanted {
      json.beginArray()
      json.string(line.name)
      json.string(line.value)
      json.endArray()
    }
    json.endArray()
    strings("unknowns", explanation.unknowns)
    json.endObject()
  }

  private mutating func steps(_ explanation: ExchangeExplanation) {
    json.key("steps")
    json.beginArray()
    for step in explanation.steps {
      json.beginObject()
      string("algorithm", step.algorithm.name)
      string("step", step.number)
      string("outcome", step.outcome.rawValue)
      string("finding", step.finding)
      string("anchor", step.algorithm.anchor)
      json.endObject()
    }
    json.endArray()
  }

  private mutating func browsers(_ explanation: ExchangeExplanation) {
    json.key("browsers")
    json.beginObject()
    for browser in explanation.browsers {
      json.key(browser.profile.name)
      json.beginObject()
      string("outcome", browser.outcome.name)
      string("reason", browser.reason?.id)
      string("browser_error", browser.error)
      json.endObject()
    }
    json.endObject()
  }

  private mutating func string(_ key: String, _ value: String?) {
    json.key(key)
    if let value { json.string(value) } else { json.null() }
  }

  private mutating func strings(_ key: String, _ values: [String]) {
    json.key(key)
    json.beginArray()
    for value in values { json.string(value) }
    json.endArray()
  }
}
