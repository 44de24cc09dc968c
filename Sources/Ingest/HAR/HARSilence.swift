/// What it means that something does not stand in an entry of a HAR.
struct HARSilence: BitwiseCopyable {
  /// The program that wrote the file.
  private(set) var producer = HARProducer.unknown
  /// Whether the file itself names that program.
  private var isNamed = false
  /// Whether a cookie or an authorization was seen in the file.
  private(set) var hasSecrets = false

  /// Whether a request without a cookie or an authorization in the file was sent without.
  ///
  /// An export of Chromium with sensitive data shows that it is one by the first of them.
  var keepsSecrets: Bool { producer.keepsSecrets || producer == .chromium && hasSecrets }

  /// Takes what the file says of its creator.
  mutating func name(_ found: HARProducer) {
    guard found != .unknown else { return }
    producer = found
    isNamed = true
  }

  /// Takes the producer that alone writes a member which was met.
  mutating func meet(_ found: HARProducer) {
    // Others have taken over what DevTools write.
    guard !isNamed, found != .chromium || producer == .unknown else { return }
    producer = found
  }

  /// Whether a worker's script was seen to be loaded.
  private(set) var hasWorkers = false

  /// Notes that a worker's script was loaded.
  mutating func noteWorker() { hasWorkers = true }

  /// Notes that a cookie or an authorization was seen.
  mutating func noteSecrets() { hasSecrets = true }

  /// What the producer leaves out of this file, as far as it is read.
  var hides: [String] {
    let isSilent = !keepsSecrets && producer != .unknown && !producer.isNoBrowser
    return producer.hides + (isSilent ? [HARLoss.secrets(producer)] : [])
  }
}
