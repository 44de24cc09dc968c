import Traffic

/// What a header of a HAR is to a record.
enum HARHeaderSlot: BitwiseCopyable {
  /// The value fills a text field.
  case field(Field)
  /// Only that the header is there is noted.
  case flag(Field)
  /// A header that only the network's side of a browser adds, such as `Host`.
  case network
  /// `Upgrade`.
  case upgrade
  /// `Upgrade-Insecure-Requests`.
  case upgradeInsecure
  /// `Accept`.
  case accept
  /// `Sec-Fetch-Storage-Access`.
  case storageAccess
  /// `Set-Cookie`, a sign that secrets were not taken out.
  case secret
  /// A header that says something beside the fields.
  case trait(TraitHeader)
  /// A header that browsers add by themselves.
  case own

  /// The field that the header's value fills, if any.
  var field: Field? {
    guard case .field(let field) = self else { return nil }
    return field
  }
}
