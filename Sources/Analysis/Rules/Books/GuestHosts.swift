import CORSEngine
import Traffic

/// The hosts of the origins that are let in, each read once, on however many targets it is.
struct GuestHosts: Sendable {
  /// One host.
  struct Host: Sendable {
    let owner: HostOwner
    /// In small letters.
    let lowercased: [UInt8]
    let pairs: Lookalike.Pairs
    /// The hash of what its owner registered.
    let company: UInt64

    init(_ owner: HostOwner) {
      self.owner = owner
      let host = owner.lowercased
      lowercased = host
      pairs = Lookalike.Pairs(host.span)
      company = owner.companyHash
    }
  }

  // Each origin's number is its place.
  private var numbers = HashTable<Void>(limit: .max)
  /// Where each origin's host stands; -1 where it has none.
  private var places: [Int32] = []
  /// The hosts, in the order first seen.
  private(set) var hosts: [Host] = []

  /// Reads the origins of all grants.
  init(_ grants: GrantBook, _ names: Names) {
    let records = grants.grants.values.span
    for place in records.indices {
      let value = records[place].value
      guard numbers.index(of: value, initial: ()) == places.count else { continue }
      guard let host = GuestHosts.host(of: names.bytes(of: value)) else {
        places.append(-1)
        continue
      }
      places.append(Int32(hosts.count))
      hosts.append(Host(HostOwner(host)))
    }
  }

  /// Where the host of the origin with the given hash stands; `nil` where it has none.
  func place(of value: UInt64) -> Int? {
    guard let number = numbers.index(of: value), places[number] >= 0 else { return nil }
    return Int(places[number])
  }

  /// The host of an origin, or of a target without a scheme; `nil` where there is nothing.
  static func host(of origin: [UInt8]) -> [UInt8]? {
    guard let parts = URLParts(origin.span) else {
      return origin.isEmpty ? nil : Array(origin.prefix { $0 != 0x3A })
    }
    return Array(origin[parts.host.range])
  }
}
