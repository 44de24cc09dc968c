import Traffic

/// Reads all the headers of a request out of one value.
///
/// CloudFront writes `Name:value` lines, the line ends and all else that is not plain as `%HH`, and
/// cuts the whole after 800 bytes.
///
/// - SeeAlso: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/real-time-logs.html
enum HeaderBlob {
  /// From how many bytes on the value may have been cut.
  private static let limit = 790

  /// Fills the request's headers from the bytes at `place`.
  static func fill(_ record: inout Record, from place: ByteRange, in bytes: inout [UInt8]) {
    let text = EscapeStyle.percent.decode(place, in: &bytes)
    let isWhole = place.length < UInt32(limit)
    if isWhole { record.observable.formUnion(HeaderSlots.requestFields) }
    var start = text.range.lowerBound
    let end = text.range.upperBound
    while start < end {
      var lineEnd = start
      while lineEnd < end, bytes[lineEnd] != 0x0A { lineEnd += 1 }
      // The last line of a value that was cut may be half of itself.
      if lineEnd < end || isWhole { take(&record, start, lineEnd, in: bytes.span) }
      start = lineEnd + 1
    }
  }

  private static func take(_ record: inout Record, _ start: Int, _ end: Int, in bytes: Span<UInt8>)
  {
    guard let colon = bytes.extracting(start..<end).firstIndex(of: 0x3A) else { return }
    let name = bytes.extracting(start..<start + colon)
    var valueStart = start + colon + 1
    while valueStart < end, bytes[valueStart].isBlank { valueStart += 1 }
    let value = ByteRange(valueStart, end)
    for index in names.indices where name.equalsIgnoringCase(names[index].0) {
      let field = names[index].1
      if field == .host {
        HostText.fill(&record, from: value, in: bytes)
      } else if field.isText {
        record.set(field, value)
      } else {
        record.setFlag(field, true)
      }
    }
  }

  private static let names: [(StaticString, Field)] = [
    ("origin", .origin), ("referer", .referer), ("user-agent", .userAgent),
    ("sec-fetch-mode", .fetchMode), ("sec-fetch-site", .fetchSite),
    ("sec-fetch-dest", .fetchDestination), ("content-type", .contentType),
    ("access-control-request-method", .requestMethod),
    ("access-control-request-headers", .requestHeaders), ("x-request-id", .requestID),
    ("cookie", .hasCookie), ("authorization", .hasAuthorization), ("host", .host),
  ]
}
