import Traffic

/// The journal of systemd as `journalctl -o export` prints it.
///
/// - SeeAlso: https://systemd.io/JOURNAL_EXPORT_FORMATS/
struct JournalWrapper: LogWrapper {
  let name = "journald"
  let summary = "the journal of systemd, exported as text (journalctl -o export)"
  let samples = [
    """
    __CURSOR=s=1;i=2
    __REALTIME_TIMESTAMP=1795365302516789
    _TRANSPORT=syslog
    SYSLOG_IDENTIFIER=nginx
    MESSAGE=203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0"


    """
  ]

  func unwrap(_ lines: [UInt8]) -> [UInt8]? {
    let head = String(decodingUTF8: lines.span.extracting(0..<min(lines.count, 1 << 14)))
    guard head.hasPrefix("__CURSOR=") || head.hasPrefix("__REALTIME_TIMESTAMP="),
      head.contains("\nMESSAGE=") || head.contains("\nMESSAGE\n")
    else { return nil }
    var batch = Batch()
    batch.bytes = lines
    batch.inputCount = lines.count
    JournalParser(inner: CompleteBatch()).parse(&batch)
    return batch.bytes
  }

  func wrap(_ parser: any BatchParser) -> any BatchParser { JournalParser(inner: parser) }
}
