import CORSEngine

/// Something that pages of the simulated shop do.
enum SimulatedAction: CaseIterable {
  /// A simple GET without credentials.
  case product
  /// A GET with an Authorization header, which a preflight must grant.
  case profile
  /// A PUT of JSON with cookies.
  case cart
  /// A DELETE with cookies, at the URL of ``cart``.
  case emptyCart
  /// A POST of JSON with cookies.
  case order

  /// How long the server lets grants for it be kept; `nil` where it does not say.
  var maxAge: String? {
    switch self {
    case .product, .order: nil
    case .profile: "86400"
    case .cart, .emptyCart: "600"
    }
  }

  /// The path for a user and a random number.
  func path(user: Int, _ number: Int) -> String {
    switch self {
    case .product: "/v1/products/\(number % 50)"
    case .profile: "/v1/me"
    case .cart, .emptyCart: "/v1/carts/\(user)"
    case .order: "/v1/orders"
    }
  }

  /// The request as the page makes it.
  func request(_ url: String, origin: String) -> FetchRequest {
    var request = FetchRequest(url: Array(url.utf8), origin: Array(origin.utf8))
    request.credentials = .include
    switch self {
    case .product: request.credentials = .omit
    case .profile:
      request.credentials = .omit
      request.headers = [
        HeaderLine(name: Array("Authorization".utf8), value: Array("Bearer x".utf8))
      ]
    case .cart: request.method = Array("PUT".utf8)
    case .emptyCart: request.method = Array("DELETE".utf8)
    case .order: request.method = Array("POST".utf8)
    }
    if self == .cart || self == .order {
      request.body = .untyped
      request.headers = [
        HeaderLine(name: Array("Content-Type".utf8), value: Array("application/json".utf8))
      ]
    }
    return request
  }
}
