import Capture
import Testing
import Traffic

/// Recorded captures cut, changed and thinned out at random, the same in every run.
@Suite("Recorded captures that are damaged")
struct DamageTests {
  static let names = [
    "h2c-upgrade", "tls12-gcm", "tls12-cbc", "tls13-h2", "tls13-early", "tls13-update",
    "tls13-secrets.pcapng",
  ]

  @Test("are read up to any end", arguments: names)
  func cuts(name: String) throws {
    let capture = try RecordedCapture(name)
    let whole = capture.outcome().exchanges.count
    for length in stride(from: 0, to: capture.bytes.count, by: 101) {
      #expect(
        capture.outcome(bytes: Array(capture.bytes[..<length])).exchanges.count <= whole)
    }
  }

  @Test("survive changes of bytes", arguments: names)
  func changes(name: String) throws {
    let capture = try RecordedCapture(name)
    var dice = Dice(state: 1)
    for _ in 0..<60 {
      var bytes = capture.bytes
      for _ in 0...dice.roll(12) { bytes[dice.roll(bytes.count)] = UInt8(dice.roll(256)) }
      #expect(capture.outcome(bytes: bytes).exchanges.count < 50)
    }
  }

  @Test("say nothing that is not so", arguments: names.filter { !$0.contains(".") })
  func packets(name: String) throws {
    let capture = try RecordedCapture(name)
    let file = PcapFile(capture.bytes)
    let truth = Set(capture.outcome().lines(.origin, .allowOrigin))
    var dice = Dice(state: 2)
    for _ in 0..<60 {
      var packets: [[UInt8]] = []
      for packet in file.packets {
        let chance = dice.roll(20)
        if chance == 0 { continue }
        packets.append(packet)
        if chance == 1 { packets.append(packet) }
        if chance == 2, packets.count > 1 { packets.swapAt(packets.count - 1, packets.count - 2) }
      }
      let lines = capture.outcome(bytes: file.file(packets)).lines(.origin, .allowOrigin)
      for line in lines where !line.contains("?") { #expect(truth.contains(line)) }
    }
  }

  @Test("give back the memory of what came late for a connection that is not read")
  func lateAnswer() {
    let greeting = Array("ehlo a.test\r\n".utf8)
    let opening: [UInt8] = [0, 0x02, 0, 99, 0, 0, 0, UInt8(greeting.count)] + greeting
    let answer: [UInt8] = [1, 0x13, 9, 9, 0, 0, 0, 2, 0x61, 0x62]
    let reset: [UInt8] = [1, 0x14, 8, 8, 0, 0, 0, 0]
    #expect(CaptureLayer.segments.read(opening + answer + reset) == 0)
  }

  @Test("do not trap, whatever a layer is given", arguments: CaptureLayer.allCases)
  func layers(layer: CaptureLayer) throws {
    let seed = try RecordedCapture("tls13-h2").bytes
    var dice = Dice(state: 3)
    for round in 0..<200 {
      var bytes = (0..<dice.roll(600)).map { _ in UInt8(dice.roll(256)) }
      if round % 2 == 0 { bytes += seed[dice.roll(seed.count)...].prefix(dice.roll(2000)) }
      #expect(layer.read(bytes) >= 0)
    }
  }
}
