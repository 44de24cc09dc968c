package import Traffic

/// Requests that a server refused, or lost, while it was still reading them.
///
/// Such a server logs the headers that it had read by then: of those that are not there nothing can
/// be said, and a target may lack its end.
package enum RejectedRequest {
  private static let headers = FieldSet(
    .origin, .referer, .userAgent, .fetchMode, .fetchSite, .fetchDestination, .contentType,
    .requestMethod, .requestHeaders, .hasCookie, .hasAuthorization)
  // Worked out in place, as it is asked for with each line.
  @inline(__always)
  private static var line: FieldSet {
    FieldSet(.method).union(FieldSet(.target)).union(FieldSet(.protocol))
  }
  private static let host = FieldSet(.host, .port)
  private static let unread = headers.union(line).union(host)

  /// Whether the status is one with which a request is refused that could not be read.
  @inline(__always)
  package static func isPossible(_ record: borrowing Record) -> Bool {
    switch record.status {
    // Bad request, timeout, target or headers too long, a version that is not spoken, and nginx's
    // own for the same.
    case 400, 408, 414, 431, 494...497, 505: true
    // Given up before it was answered.
    case 0: record.traits.contains(.responseMissing)
    default: false
    }
  }

  /// Whether method, target and version are all there.
  @inline(__always)
  package static func hasLine(_ record: borrowing Record) -> Bool {
    record.present.isSuperset(of: line)
  }

  /// Makes unobservable what such a server did not come to read.
  @inline(__always)
  package static func forgetUnread(_ record: inout Record) {
    if isPossible(record) || !record.present.isSuperset(of: line) { forgetRest(&record) }
  }

  private static func forgetRest(_ record: inout Record) {
    if record.traits.contains(.responseMissing) {
      record.observable.subtract(HeaderSlots.responseFields.subtracting(record.present))
      record.forget(.status)
    }
    let showsVersion = record.observable.contains(.protocol)
    let lacksVersion = showsVersion && !record.present.contains(.protocol)
    if isPossible(record) {
      record.observable.subtract(unread.subtracting(record.present))
      // A line without its version was cut, and so was its target.
      if lacksVersion || record.status == 414 { record.forget(.target) }
    } else if lacksVersion, !record.present.isDisjoint(with: headers) {
      // What has headers has a version: it was cut off, and the end of the target with it.
      record.forget(.target)
      record.forget(.protocol)
    } else if lacksVersion, record.present.contains(.target) {
      // A request line without a version is HTTP/0.9, which has no headers to read.
      forgetHeaders(&record)
    }
    // Each request has a method and a target: where none could be read, they are not known.
    if !record.present.contains(.method) {
      record.observable.subtract(line.union(host).subtracting(record.present))
    }
    if !record.present.contains(.target) { record.forget(.target) }
  }

  /// Makes unobservable the headers that are not there, of a request that may have none to read.
  package static func forgetHeaders(_ record: inout Record) {
    record.observable.subtract(headers.union(host).subtracting(record.present))
  }

  /// Whether no header of the request is there, though one is logged that nearly all clients send.
  package static func lacksHeaders(_ record: borrowing Record) -> Bool {
    guard record.observable.contains(.userAgent) else { return false }
    return record.present.isDisjoint(with: headers)
  }

  /// Makes unobservable all of a request that is not there, of which the log says that it could not
  /// be read.
  package static func forgetAll(_ record: inout Record) {
    record.observable.subtract(unread.subtracting(record.present))
    record.observable.subtract(line)
    record.present.subtract(line)
  }
}
