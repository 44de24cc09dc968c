import Ingest
import Testing
import Traffic

@Suite("The registry of log formats")
struct FormatRegistryTests {
  @Test("has formats, each under one name, with a summary and samples")
  func names() {
    let names = FormatRegistry.all.map(\.name)
    #expect(names.count >= 5)
    #expect(Set(names).count == names.count)
    for format in FormatRegistry.all {
      #expect(!format.summary.isEmpty && !format.samples.isEmpty, "\(format.name)")
      #expect(format.fields.contains(.method) && format.fields.contains(.status))
      #expect(FormatRegistry.named(format.name)?.name == format.name)
    }
    #expect(FormatRegistry.named("no such format") == nil)
  }

  @Test("reads every sample, and recognises it as its own format and no other")
  func samples() throws {
    for format in FormatRegistry.all {
      for sample in format.samples {
        let head = utf8(sample + "\n")
        let parsed = ParsedBatch(head, parser: try #require(format.read(head)).parser)
        #expect(!parsed.batch.records.isEmpty, "\(format.name)")
        #expect(parsed.batch.refusals.total == 0, "\(format.name): \(sample)")
        #expect(parsed.placesAreSound)
        #expect(LogRecognition.candidates(head: head).first?.format.name == format.name)
      }
    }
  }

  @Test("has samples of which every prefix and every change of a byte is read or refused")
  func robust() throws {
    let wrong: [UInt8] = [0, 0x0A, 0x20, 0x22, 0x23, 0x25, 0x2D, 0x3A, 0x5C, 0x7B, 0x7C, 0xFF]
    for format in FormatRegistry.all {
      let sample = utf8(try #require(format.samples.first))
      let parser = try #require(format.read(sample)).parser
      for end in sample.indices {
        #expect(ParsedBatch(Array(sample[..<end]), parser: parser).placesAreSound)
      }
      for index in sample.indices {
        for byte in wrong {
          var changed = sample
          changed[index] = byte
          #expect(ParsedBatch(changed, parser: parser).placesAreSound)
        }
      }
    }
  }

  @Test("unwraps every sample of its wrappers")
  func wrappers() throws {
    for wrapper in FormatRegistry.wrappers {
      #expect(!wrapper.summary.isEmpty && !wrapper.samples.isEmpty, "\(wrapper.name)")
      for sample in wrapper.samples {
        let head = utf8(sample + "\n")
        let best = try #require(LogRecognition.candidates(head: head).first)
        #expect(best.format.wrapper == wrapper.name)
        #expect(ParsedBatch(head, parser: best.parser).placesAreSound)
      }
    }
  }
}
