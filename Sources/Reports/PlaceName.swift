/// What people read for a target, alone or with the one route that is meant.
enum PlaceName {
  /// The target and the route; a log without the host tells no target, of which a route alone says
  /// enough.
  static func text(_ target: String, _ route: String = "") -> String {
    target.isEmpty && route.isEmpty ? "unknown host" : target + route
  }
}
