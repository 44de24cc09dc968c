import Traffic

/// Errors of one kind without Access-Control-Allow-Origin, on one route and to one origin.
struct ErrorRecord: Sendable, Codable {
  /// Who, most likely, made the response.
  enum Kind: UInt8, Sendable, BitwiseCopyable, Codable {
    /// The application.
    case application
    /// A gateway in front of it.
    case gateway
    /// Whatever limits rates.
    case rateLimit

    /// The kind of an error; `nil` where no response reached the client.
    init?(status: Int) {
      switch status {
      case 429: self = .rateLimit
      case 413, 431, 502, 503, 504: self = .gateway
      // nginx writes these where it sent nothing.
      case 444, 499: return nil
      default: self = .application
      }
    }
  }

  var target: UInt64 = 0
  var route: UInt64 = 0
  var origin: UInt64 = 0
  var kind = Kind.application
  var errors = Sightings()
  var statuses = StatusCounts()

  mutating func add(_ observation: borrowing Observation, _ kind: Kind, at position: Position) {
    target = observation.target
    route = observation.route
    origin = observation.origin
    self.kind = kind
    errors.add(observation, at: position)
    statuses.add(observation.status)
  }

  mutating func merge(_ other: ErrorRecord) {
    target = other.target
    route = other.route
    origin = other.origin
    kind = other.kind
    errors.merge(other.errors)
    statuses.merge(other.statuses)
  }
}
