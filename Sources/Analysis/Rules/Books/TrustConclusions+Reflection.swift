import CORSEngine
import Traffic

extension TrustConclusions {
  /// From how many clients an origin comes that only its name makes a tester's; it is a page's
  /// then.
  private static let clientLimit = 10

  /// What reflections are told by, of one origin.
  struct GuestCharacter: Sendable {
    var flaw: TrustFlaw
    /// A number for the label that its site registered, as that is one company's.
    var company: Int
    /// Whether it is a tester's, and no page's that testers or users have been on.
    var isMadeUp: Bool
  }

  /// The origins of a target, by their hashes; the `records` tell from how many clients each came.
  static func guests(
    of target: Target, _ hosts: GuestHosts, _ records: [GrantRecord]
  ) -> HashTable<GuestCharacter> {
    var guests = HashTable<GuestCharacter>(limit: target.items.count)
    // Each company's place is its number.
    var companies = HashTable<Void>(limit: target.items.count)
    for item in target.items {
      let marks = item.character.marks
      // Of what only sounds like a tester's, users tell; what a scanner sent is its own if no user
      // did.
      let isMadeUp =
        if marks.contains(.crafted) {
          !marks.isDisjoint(with: [.oddBytes, .capital])
            || records[item.record].seen.clients.count < clientLimit
        } else {
          item.users == 0
        }
      let label = hosts.place(of: item.value).map { hosts.hosts[$0].company } ?? 0
      let company = companies.index(of: label, initial: ()) ?? 0
      _ = guests.index(
        of: item.value,
        initial: GuestCharacter(flaw: item.flaw, company: company, isMadeUp: isMadeUp))
    }
    return guests
  }
}
