/// How a capture is to be read: which packets, and how much memory reassembly may take.
package struct CaptureOptions: Sendable {
  /// The capture filter in the syntax of tcpdump; `nil` keeps every packet.
  package var filter: String?
  /// The secrets of TLS connections, as far as they are known beforehand.
  package var keyLog: KeyLog
  /// Reads the secrets anew, where they are written while the capture runs.
  package var keyLogUpdate: (@Sendable () -> [UInt8])?
  /// The number of bytes that one direction of a connection may hold out of order.
  package var directionBudget: Int
  /// The number of bytes that all connections may hold together.
  package var totalBudget: Int
  /// The number of connections followed at once.
  package var connectionLimit: Int
  /// How long a connection may be silent before it is forgotten, in nanoseconds of capture time.
  package var idleLimit: Int64

  /// Makes the usual options: no filter, no secrets, 1 MiB a direction, 64 MiB in all, ten minutes
  /// of silence.
  package init(
    filter: String? = nil,
    keyLog: KeyLog = KeyLog(),
    directionBudget: Int = 1 << 20,
    totalBudget: Int = 64 << 20,
    connectionLimit: Int = 100_000,
    idleLimit: Int64 = 600_000_000_000
  ) {
    self.filter = filter
    self.keyLog = keyLog
    self.directionBudget = directionBudget
    self.totalBudget = totalBudget
    self.connectionLimit = connectionLimit
    self.idleLimit = idleLimit
  }
}
