import Traffic

/// What a container's runtime writes in front of a line under Kubernetes.
///
/// Runtimes cut long lines, at 16 KiB as a rule, and mark all parts but the last with `P`.
///
/// - SeeAlso: https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md
struct CRIWrapper: LineWrapper {
  let name = "kubernetes"
  let summary = "lines of a container as Kubernetes stores them (CRI)"
  let samples = [
    #"2026-11-22T16:35:02.516789123Z stdout F 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #""GET /a HTTP/1.1" 200 58 "-" "Mozilla/5.0""#,
    """
    2026-11-22T16:35:02.516789123Z stdout P 203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "GET /a
    2026-11-22T16:35:02.516789124Z stderr F a warning
    2026-11-22T16:35:02.516789125Z stdout F bc HTTP/1.1" 200 58 "-" "Mozilla/5.0"
    """,
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    var walk = TokenWalk(bytes, from: start, to: end)
    guard walk.byte.isDigit, let written = walk.word(40),
      let time = TimeText.iso8601(bytes.extracting(written.range))
    else { return nil }
    let isError = walk.skip("stderr ")
    guard isError || walk.skip("stdout ") else { return nil }
    let tag = walk.byte
    guard tag == 0x46 || tag == 0x50 else { return nil }
    walk.cursor += 1
    // Tags may follow one another with colons between; nothing may follow the last.
    while walk.cursor < walk.end, walk.byte != 0x20 {
      guard walk.byte == 0x3A || walk.byte.isToken else { return nil }
      walk.cursor += 1
    }
    _ = walk.skip(0x20)
    var line = WrappedLine(content: ByteRange(walk.cursor, walk.end))
    line.time = time
    line.isPartial = tag == 0x50
    line.stream = isError ? 1 : 0
    return line
  }
}
