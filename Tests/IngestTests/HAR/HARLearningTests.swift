import Ingest
import Testing
import Traffic

/// That a HAR is read by what earlier entries of it were made of must never show.
@Suite("A HAR whose entries are alike")
struct HARLearningTests {
  /// As Chromium lays a file out, with all that it writes.
  static let laidOut = """
    {
            "_initiator": {
              "type": "script",
              "stack": {"callFrames": [{"functionName": "f", "lineNumber": 12, "x": [1, {}]}]}
            },
            "_connectionId": "17",
            "_resourceType": "fetch",
            "cache": {},
            "request": {
              "method": "GET",
              "url": "https://api.example.com/v1/things?q=1",
              "httpVersion": "h2",
              "headers": [
                {
                  "name": "accept",
                  "value": "*/*"
                },
                {
                  "name": "origin",
                  "value": "https://app.test"
                },
                {
                  "name": "sec-ch-ua",
                  "value": "\\"A\\";v=\\"1\\""
                },
                {
                  "name": "sec-fetch-mode",
                  "value": "cors"
                }
              ],
              "queryString": [{"name": "q", "value": "1"}],
              "cookies": [{"name": "a", "value": "topsecret"}],
              "headersSize": -1,
              "bodySize": 0
            },
            "response": {
              "status": 200,
              "headers": [
                {
                  "name": "access-control-allow-origin",
                  "value": "https://app.test"
                },
                {
                  "name": "vary",
                  "value": "origin"
                }
              ],
              "cookies": [],
              "content": {"size": 12, "mimeType": "text/plain", "text": "{\\"a\\": [1]}"},
              "redirectURL": "",
              "bodySize": 12,
              "_error": null
            },
            "serverIPAddress": "203.0.113.9",
            "startedDateTime": "2026-11-22T16:35:02.516Z",
            "time": 12.25,
            "timings": {"blocked": -1, "dns": 0.5, "send": 0, "wait": 11}
          }
    """

  static let entries = [laidOut, HARSamples.preflight, HARSamples.firefoxFailed, HARSamples.shapes]

  @Test("says of each what it would say of it alone", arguments: entries)
  func alike(_ entry: String) {
    let many = ReadHAR(HARSamples.file("WebInspector", Array(repeating: entry, count: 9)))
    let one = ReadHAR(HARSamples.file("WebInspector", [entry]))
    #expect(many.error == nil)
    #expect(many.entries == 9)
    #expect(many.contents == Array(repeating: one.contents.first, count: 9))
  }

  @Test("is read to the same end with any window", arguments: entries)
  func windows(_ entry: String) {
    let text = Array(HARSamples.file("WebInspector", Array(repeating: entry, count: 6)).utf8)
    let whole = ReadHAR(text, chunk: 1 << 20).contents
    for chunk in [1, 31, 160, 200, 333, 1000, 1501] {
      #expect(ReadHAR(text, chunk: chunk).contents == whole)
    }
  }

  @Test(
    "reads the second as if it were the first, whatever byte in it is changed", arguments: entries)
  func changed(_ entry: String) {
    let wrong: [UInt8] = [0x22, 0x2C, 0x20, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0x39, 0x6E, 0x0A, 0xFF]
    let head = HARSamples.file("WebInspector", [entry, ""]).dropLast(4)
    let tail = ",\n" + entry + "]}}"
    let start = head.utf8.count
    let bytes = Array((head + entry + tail).utf8)
    let end = bytes.count - tail.utf8.count
    for index in stride(from: start, to: end, by: 2) {
      var changed = bytes
      changed[index] = wrong[index / 2 % wrong.count]
      let (learnt, plain) = (ReadHAR(changed), ReadHAR(changed, learns: false))
      #expect(learnt.contents == plain.contents, "byte \(index - start)")
      #expect(learnt.error == plain.error, "byte \(index - start)")
    }
  }

  @Test("keeps apart what only looks alike")
  func shapes() {
    let entries = [
      // A member of an object that is passed over, the same bytes at another depth.
      #"{"x":{"a":{"b":"c"}},"time":5,"request":{"method":"GET","url":"http://a.test/"}}"#,
      #"{"x":{"a":{"b":"c","d":{"b":"c"}}},"time":6,"request":{"method":"PUT","url":"http://b.test/"}}"#,
      // A number, a string, nothing.
      #"{"x":{"a":{"b":"c"}},"time":"7","request":{"method":"GET","url":"http://c.test/"}}"#,
      #"{"x":{"a":{"b":0}},"time":null,"request":{"method":"GET","url":"http://d.test/"}}"#,
      #"{"x":{"a":{"b":05}},"time":-1,"request":{"method":"GET","url":"http://e.test/"}}"#,
      #"{"x":0,"time":8,"request":{"method":"GET","url":"http://f.test/"}}"#,
      #"{"x":0.5,"time":9,"request":{"method":"GET","url":null}}"#,
      #"{"x":"","time":10,"request":{"method":"","url":"http://g.test/","headers":[]}}"#,
      #"{"x":"y","time":11,"request":{"url":"http://h.test/","headers":[{"name":"Origin","value":""}]}}"#,
    ]
    let all = HARSamples.file("WebInspector", entries + entries.reversed() + entries)
    let (learnt, plain) = (
      ReadHAR(Array(all.utf8)), ReadHAR(Array(all.utf8), learns: false)
    )
    #expect(learnt.contents == plain.contents)
    #expect(learnt.entries == 27)
    #expect(learnt.error == nil)
  }

  @Test("does not run out of room for what is ever new")
  func ever() {
    let entries = (0..<700).map { number in
      #"{"k\#(number)":{"n\#(number)":1},"time":\#(number),"request":{"method":"GET","#
        + #""url":"http://a.test/\#(number)","headers":[{"name":"x-\#(number)","value":"v"},"#
        + #"{"name":"origin","value":"http://o.test"}]}}"#
    }
    let text = Array(HARSamples.file("WebInspector", entries).utf8)
    let learnt = ReadHAR(text)
    #expect(learnt.contents == ReadHAR(text, learns: false).contents)
    #expect(learnt.entries == 700)
  }
}

extension ReadHAR {
  /// What each record holds, without where it stands.
  fileprivate var contents: [String?] {
    batches.flatMap { parsed in
      parsed.batch.own.map { index in
        let record = parsed.batch.records[index]
        var text =
          "\(record.traits.rawValue) \(record.start.nanoseconds) \(record.duration) "
          + "\(record.port) \(record.status) \(record.repeated.rawValue) "
          + "\(record.present.rawValue) \(record.observable.rawValue)"
        for field in record.present.fields where field.isText {
          text += "|" + (parsed.text(field, index) ?? "")
        }
        return text
      }
    }
  }
}
