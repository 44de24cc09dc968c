package import Traffic

extension LogTemplate {
  /// What stands in place of a Host.
  static let settledHost =
    "the Host header: in its place stands a name that the server settled on, its own where none "
    + "was sent"

  /// What Squid shows in place of what was asked for.
  static let settledURL =
    "the Host header and the target as they were sent: Squid settles on a URL of its own, escapes "
    + "what is unsafe in it, and takes out queries unless strip_query_terms is off"

  /// The fields in which may stand what the server made of what was sent.
  package var settledFields: FieldSet {
    var fields: FieldSet = []
    let slots = slotsRead
    if slots.contains(.settledHost) || slots.contains(.virtualHost) || slots.contains(.bareHost) {
      fields.insert(.host)
    }
    if decodesPaths && slots.contains(.path) || rewritesTargets { fields.insert(.target) }
    if settlesURLs, slots.contains(.url) || slots.contains(.request) {
      fields.formUnion(FieldSet(.host, .port, .target))
    }
    if leavesBytesOut || cutsAtCommas {
      fields.formUnion(
        HeaderSlots.requestFields.union(HeaderSlots.responseFields).intersection(self.fields))
    }
    return fields
  }

  /// What the lines do not show of what was sent, each a phrase that can follow "does not show".
  package var hides: [String] {
    var hides: [String] = []
    let slots = slotsRead
    if slots.contains(.settledHost) || slots.contains(.virtualHost) || slots.contains(.bareHost) {
      hides.append(LogTemplate.settledHost)
    }
    if rewritesTargets {
      hides.append("how targets were encoded: the server writes them in its own way")
    }
    if decodesPaths, slots.contains(.path) {
      hides.append(
        "targets as they were sent: the server decoded their paths before it logged them")
    }
    if settlesURLs, slots.contains(.url) || slots.contains(.request) {
      hides.append(LogTemplate.settledURL)
    }
    if leavesBytesOut {
      hides.append("bytes that are no UTF-8: json(utf8s) leaves them out of values")
    }
    if cutsAtCommas {
      hides.append(
        "what stands before the last comma of a header: req.hdr and res.hdr leave it out, req.fhdr and "
          + "res.fhdr do not")
    }
    return hides
  }

  /// What the values say that no other outranks.
  private var slotsRead: [TemplateSlot] {
    let values = values
    return values.filter { value in
      !LogTemplate.isOutranked(value.slot, rank: value.capture.rank, among: values)
    }.map(\.slot)
  }
}
