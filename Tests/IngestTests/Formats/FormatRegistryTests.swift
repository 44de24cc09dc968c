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
    #expect(FormatRegistry.names == names)
  }

  @Test("knows what the lines of each begin with", arguments: [LogFormat.Shape.text, .json])
  func shapes(_ shape: LogFormat.Shape) {
    let formats = FormatRegistry.formats(of: shape)
    #expect(!formats.isEmpty)
    for format in formats { #expect(format.shape == shape, "\(format.name)") }
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
      for (number, text) in format.samples.enumerated() {
        let sample = utf8(text)
        let parser = try #require(format.read(sample)).parser
        for end in sample.indices {
          #expect(ParsedBatch(Array(sample[..<end]), parser: parser).placesAreSound)
        }
        for index in sample.indices {
          // Of further samples each byte is changed once, to one byte after the other.
          let bytes = number == 0 ? wrong : [wrong[index % wrong.count]]
          for byte in bytes {
            var changed = sample
            changed[index] = byte
            #expect(ParsedBatch(changed, parser: parser).placesAreSound)
          }
        }
      }
    }
  }

  @Test("recognises or refuses every beginning of every sample")
  func beginnings() {
    for format in FormatRegistry.all {
      for text in format.samples {
        let sample = utf8(text)
        for end in stride(from: 0, to: sample.count, by: 13) {
          for candidate in LogRecognition.candidates(head: Array(sample[..<end])) {
            #expect(candidate.understood <= candidate.seen || candidate.seen == 0)
          }
        }
      }
    }
  }

  @Test("reads each line alike, whatever stands in the lines around it")
  func neighbours() throws {
    let wrong: [UInt8] = [0x22, 0x5C, 0, 0x7B, 0x2D]
    for format in FormatRegistry.all {
      let sample = utf8(try #require(format.samples.first))
      let head = sample + [0x0A]
      // What names columns names those of the lines behind it.
      let line = Array(sample.split(separator: 0x0A).last ?? [])
      let parser = try #require(format.read(sample)).parser
      let whole = ParsedBatch(head + line + [0x0A] + line, parser: parser).transcript
      for index in line.indices {
        var changed = line
        changed[index] = wrong[index % wrong.count]
        guard changed[0] != 0x23 else { continue }
        let read = ParsedBatch(head + changed + [0x0A] + line, parser: parser).transcript
        #expect(read.first == whole.first, "\(format.name) \(index)")
        #expect(read.last == whole.last, "\(format.name) \(index)")
      }
    }
  }

  @Test("unwraps every sample of its wrappers")
  func wrappers() throws {
    for wrapper in FormatRegistry.wrappers + FormatRegistry.looseWrappers {
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
