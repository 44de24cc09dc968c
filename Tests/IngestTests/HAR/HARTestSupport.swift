import Ingest
import Traffic

/// All that a HAR gave.
struct ReadHAR {
  var batches: [ParsedBatch] = []
  var error: IngestError?

  init(_ text: String, chunk: Int = 4096) { self.init(Array(text.utf8), chunk: chunk) }

  init(_ bytes: [UInt8], chunk: Int = 4096, failure: IngestError? = nil, learns: Bool = true) {
    var ingestor = HARIngestor(
      stream: MemoryStream(bytes, failing: failure), chunk: chunk, learns: learns)
    var isOver = false
    while !isOver {
      var batch = Batch()
      do throws(IngestError) {
        isOver = try !ingestor.read(into: &batch)
      } catch {
        self.error = error
      }
      if batch.positionCount > 0 { batches.append(ParsedBatch(batch)) }
    }
  }

  /// The first batch; empty where there is none.
  var first: ParsedBatch { batches.first ?? ParsedBatch(Batch()) }

  var transcript: [String] { batches.flatMap(\.transcript) }
  var entries: Int { batches.reduce(0) { $0 + $1.batch.positionCount } }
  var refusals: [LineError] { batches.flatMap { $0.batch.refusals.examples.map(\.reason) } }
}

/// Small invented HARs of the shapes that browsers write.
enum HARSamples {
  static func file(_ creator: String, _ entries: [String]) -> String {
    """
    {"log":{"version":"1.2","creator":{"name":"\(creator)","version":"1"},"pages":[],
    "entries":[\(entries.joined(separator: ",\n"))]}}
    """
  }

  static let hosted = #"{"name":"Host","value":"api.example.com"}"#

  static let preflight = """
    {"_initiator":{"type":"preflight","url":"https://api.example.com/v1"},
     "_resourceType":"preflight","cache":{},"request":{"method":"OPTIONS",
     "url":"https://user:topsecret@api.example.com:8443/v1?x=%22y%22#frag","httpVersion":"h2",
     "headers":[{"name":":authority","value":"api.example.com:8443"},
      {"name":"origin","value":"https://app.test"},
      {"value":"PUT","name":"access-control-request-method"}],
     "queryString":[{"name":"x","value":"\\"y\\""}],"cookies":[],"headersSize":-1,"bodySize":0},
     "response":{"status":200,"statusText":"","httpVersion":"h2","headers":[
      {"name":"access-control-allow-origin","value":"https://\\u0061pp.test"},
      {"name":"vary","value":"Origin"},{"name":"Set-Cookie","value":"sid=topsecret"},
      {"name":"Vary","value":"Accept"}],"cookies":[],
      "content":{"size":9,"mimeType":"text/plain","text":"{\\"a\\":[1,\\"]}"},"redirectURL":"",
      "headersSize":-1,"bodySize":-1,"_transferSize":90,"_error":null,
      "_fetchedViaServiceWorker":false},
     "serverIPAddress":"[2001:db8::1]","startedDateTime":"2026-11-22T16:35:02.516Z",
     "time":12.25,"timings":{"blocked":-0.707,"send":1}}
    """

  static let provisional = """
    {"startedDateTime":"2026-11-22T16:35:02.600Z","time":3,"_resourceType":"fetch",
     "response":{"status":0,"statusText":"","httpVersion":"","headers":[],"cookies":[],
      "content":{"size":0,"mimeType":"x-unknown"},"_error":"net::ERR_FAILED"},
     "request":{"method":"PUT","url":"https://api.example.com/v1","httpVersion":"",
     "headers":[{"name":"Referer","value":"https://app.test/"}],
     "postData":{"mimeType":"application/json","text":"{\\"secret\\":\\"topsecret\\"}"}}}
    """

  static let opaque = """
    {"startedDateTime":"2026-11-22T16:35:03.000Z","time":3,"request":{"method":"GET",
     "url":"https://api.example.com/pixel","httpVersion":"http/1.1","headers":[]},
     "response":{"status":200,"headers":[],"_error":"net::ERR_ABORTED"}}
    """

  static let firefoxFailed = """
    {"startedDateTime":"2026-11-22T17:35:02.600+01:00","time":3,"request":{"method":"PUT",
     "url":"https://api.example.com/v1","httpVersion":"","headers":[\(hosted),
     {"name":"Origin","value":"https://app.test"},{"name":"Cookie","value":"sid=topsecret"}]},
     "response":{"status":0,"httpVersion":"","headers":[]}}
    """

  static let firefoxBlocked = """
    {"startedDateTime":"2026-11-22T17:35:02.700+01:00","time":4,"request":{"method":"GET",
     "url":"https://api.example.com/","httpVersion":"HTTP/2","headers":[\(hosted),
     {"name":"Origin","value":"https://app.test"}]},
     "response":{"status":200,"httpVersion":"HTTP/2","headers":[
     {"name":"X-Firefox-Spdy","value":"h2"}]}}
    """

  /// Headers as an object, and each kind of header of which only a part is kept.
  static let shapes = """
    {"startedDateTime":"2026-11-22T16:35:04Z","time":3,"request":{"method":"GET",
     "url":"https://api.example.com/x","headers":{"Host":"api.example.com",
      "Origin":["https://app.test","https://app.test"],"Accept":"text/html,*/*",
      "Upgrade":"websocket","Authorization":"Bearer topsecret"}},
     "response":{"status":200,"headers":[{"value":"private, no-store","name":"Cache-Control"},
      {"name":"Content-Type","comment":"","value":"text/html"},{"name":"X-Cache","value":"HIT"},
      {"name":"Set-Cookie","value":"sid=topsecret"}]}}
    """

  static let data = """
    {"startedDateTime":"2026-11-22T16:35:02.600Z","time":0,"request":{"method":"GET",
     "url":"data:image/png;base64,AAAA","httpVersion":"data","headers":[]},
     "response":{"status":200,"headers":[]}}
    """

  /// `text`, JSON, with every letter in its strings written as an escape.
  static func escapingLetters(_ text: String) -> String {
    var result = ""
    var isString = false
    var isEscape = false
    for character in text.unicodeScalars {
      if isString, !isEscape, character.properties.isAlphabetic {
        let digits = String(character.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result.unicodeScalars.append(character)
      }
      if character == "\"", !isEscape { isString.toggle() }
      isEscape = character == "\\" && !isEscape
    }
    return result
  }

  static let chromium = file("WebInspector", [preflight, provisional, data, opaque])
  static let firefox = file("Firefox", [firefoxFailed, firefoxBlocked])
}
