import Traffic

extension RuleCases {
  static let trust: [String: RuleCase] = [
    "reflected-origin-credentials": RuleCase(
      fires: [
        strangers.map { echo($0) },
        ["https://one.example.com", "https://example.org", "https://www.example.net"]
          .map { echo($0).with([.host: "api.shopping.com"]) },
        ["https://one.co.uk", "https://two.co.uk", "https://three.co.uk"].map { echo($0) },
        [echo("https://evil.test")],
        [echo("https://x1.oastify.com")],
        // What a scanner makes up, and no user's page is.
        [
          echo("https://qzx81.com").with([
            .userAgent: "Mozilla/5.0 (compatible; Nuclei - projectdiscovery/nuclei)"
          ])
        ],
        // Opened after a refusal, and closed before one.
        inTurn([keptOut("https://z.net")] + strangers.map { echo($0) }),
        inTurn(strangers.map { echo($0) } + [keptOut("https://z.net")]),
        inTurn(
          [echo("https://partner.net"), keptOut("https://evil.test")]
            + strangers.map { echo($0) }),
      ],
      quiet: [
        // A scanner that asks as a partner's page does.
        [
          echo("https://partner.net").with([
            .userAgent: "Mozilla/5.0 (compatible; Nuclei - projectdiscovery/nuclei)"
          ]), echo("https://partner.net"),
        ],
        // A route that keeps somebody out has a list.
        inTurn([
          echo(strangers[0]), echo(strangers[1]), keptOut("https://z.net"), echo(strangers[2]),
        ]),
        inTurn([
          echo(strangers[0]), echo(strangers[1]), keptOut("https://evil.test"), echo(strangers[2]),
        ]),
        // One company under several suffixes, the host's own or another.
        ["https://www.shopping.de", "https://shopping.co.uk", "https://www.shopping.com.br"]
          .map { echo($0).with([.host: "api.shopping.com"]) },
        ["https://acme.de", "https://www.acme.fr", "https://acme.co.uk"].map { echo($0) },
        // A page whose name sounds like a tester's, with users of its own.
        (1...10).map { echo("https://hackers.club").with([.client: .value("203.0.113.\($0)")]) },
        // Two sites are a list.
        strangers.prefix(2).map { echo($0) },
        // Subdomains of one site, and ports of one host.
        ["https://a.example.com", "https://b.example.com", "https://c.example.com"]
          .map { echo($0) },
        ["https://a.example.co.uk", "https://b.example.co.uk", "https://c.example.co.uk"]
          .map { echo($0) },
        ["http://localhost:3000", "http://localhost:4000", "http://localhost:5000"]
          .map { echo($0) },
        ["http://192.0.2.1", "http://192.0.2.2", "http://192.0.2.3"].map { echo($0) },
        // Without credentials it is no more than *.
        strangers.map { plain($0) },
        strangers.map { echo($0, credentials: "false") },
        [plain("https://evil.test")],
        // A probe that was not let in.
        [Sent([.origin: "https://evil.test", .allowOrigin: app])],
        // One site each on three routes is three lists.
        zip(strangers, ["/a", "/b", "/c"]).map { echo($0, target: .value($1)) },
        // Names of one host where anyone can have one have rules of their own.
        ["https://one.github.io", "https://two.github.io", "https://three.github.io"]
          .map { echo($0) },
      ]),
    "reflected-origin-no-credentials": RuleCase(
      fires: [
        strangers.map { plain($0) }, [plain("https://evil.test")],
        // No list and no pattern would hold it.
        [plain("https://a|b.partner.net")],
      ],
      quiet: [
        strangers.map { echo($0) }, strangers.prefix(2).map { plain($0) },
        strangers.map { Sent([.origin: .value($0), .allowOrigin: "*"]) },
        strangers.map { Sent([.origin: .value($0), .allowOrigin: app]) },
      ]),
    "null-origin-trusted-credentials": RuleCase(
      fires: [
        [echo("null")],
        // That everyone is let in without credentials is another matter.
        [echo("null"), plain("https://evil.test")],
      ],
      quiet: [
        [plain("null")],
        [Sent([.origin: "null", .allowOrigin: "*", .allowCredentials: "true"])],
        // A value that nobody sent.
        [Sent([.allowOrigin: "null", .allowCredentials: "true"])],
        [Sent([.origin: "null"])],
        // Where every origin is let in, null is no cause of its own.
        [echo("null"), echo("https://evil.test")],
      ]),
    "null-origin-trusted": RuleCase(
      fires: [
        [plain("null")], [Sent([.allowOrigin: "null"])],
        [Sent([.origin: .absent, .allowOrigin: "null"])],
      ],
      quiet: [
        [echo("null")], [Sent([.origin: "null", .allowOrigin: "*"])], [Sent([.origin: "null"])],
      ]),
    "suffix-match-bypass": RuleCase(
      fires: [[echo("https://evilexample.com")], [plain("https://notexample.com:8443")]],
      quiet: [
        // Under the trusted name, not at its end; another name; one that is not let in.
        [echo("https://shop.example.com")], [echo("https://evil-shop.example.com")],
        [echo("https://other.org")],
        [Sent([.origin: "https://evilexample.com", .allowOrigin: app])],
        [Sent([.origin: "https://evilexample.com", .allowOrigin: "*"])],
        // Every origin is let in.
        [echo("https://evilexample.com"), echo("https://evil.test")],
      ]),
    "prefix-match-bypass": RuleCase(
      fires: [
        [echo("https://api.example.com.attacker.test")], [echo("https://example.com.co")],
        [echo("https://example.community")],
      ],
      quiet: [
        // The same name under a country's suffix.
        [echo("https://shopping.com.co").with([.host: "shopping.com"])],
        [echo("https://www.shopping.com.au").with([.host: "api.shopping.com"])],
        [echo("https://example.org")], [echo("https://example.com")],
        [Sent([.origin: "https://example.com.evil.test"])],
      ], isGeneral: false),
    "substring-match-bypass": RuleCase(
      fires: [[echo("https://www.example.com.evil.net")], [echo("https://xample.com")]],
      quiet: [[echo("https://www.example.com")], [echo("https://ample.com")]]),
    "unescaped-dot-match": RuleCase(
      fires: [[echo("https://apixexample.com")]],
      quiet: [[echo("https://api-example.org")], [echo("https://app.example.com")]],
      isGeneral: false),
    "special-char-bypass": RuleCase(
      fires: [[echo("https://example.com`.evil.net")], [echo("https://a_b.partner.net")]],
      quiet: [
        // Underscores in names of one's own, and inside a company.
        [echo("https://my_app.example.com")], [echo("https://my_app.corp")],
        [Sent([.origin: "https://example.com`.evil.net", .allowOrigin: "*"])],
        // It is like no trusted name: all are let in.
        [echo("https://a|b.partner.net")],
      ]),
    "case-or-port-insensitive-match": RuleCase(
      fires: [
        [echo("https://App.example.com")],
        [echo("https://app.example.com:8443"), echo("https://app.example.com:9443")],
      ],
      quiet: [
        [echo("https://app.example.com"), echo("https://app.example.com:8443")],
        [echo("http://localhost:3000"), echo("http://localhost:3001")],
        [echo("https://a.example.com:8443"), echo("https://b.example.com:8443")],
        [Sent([.origin: "https://App.example.com", .allowOrigin: app])],
      ]),
    "insecure-origin-trusted": RuleCase(
      fires: [
        [echo("http://app.example.com")], [Sent([.allowOrigin: "http://app.example.com"])],
      ],
      quiet: [
        [echo("http://app.example.com").with([.scheme: "http"])],
        [echo("http://app.example.com").with([.scheme: .notObservable])],
        [echo("https://app.example.com")], [echo("http://localhost:3000")],
        [echo("http://127.0.0.1:8080")], [Sent([.origin: "http://app.example.com"])],
      ]),
    "any-subdomain-trusted": RuleCase(
      fires: [
        ["app", "shop", "blog", "portal", "x7k2m9q4"].map { echo("https://\($0).example.com") },
        (1...5).map { echo("https://pr-\($0).example.com") },
        // What Unicode counts as a number is one beside digits, too.
        ["pr-1", "pr-2", "pr-½", "red", "blue"].map { echo("https://\($0).example.com") },
      ],
      quiet: [
        ["app", "shop", "blog", "portal", "admin"].map { echo("https://\($0).example.com") },
        (1...4).map { echo("https://pr-\($0).example.com") },
        (1...5).map { Sent([.origin: .value("https://pr-\($0).example.com")]) },
      ]),
  ]

  static let hosting: [String: RuleCase] = [
    "shared-hosting-origin-trusted": RuleCase(
      fires: [[echo("https://acme.github.io")], [plain("https://d111111abcdef8.cloudfront.net")]],
      quiet: [
        [echo("https://app.example.com")], [Sent([.origin: "https://acme.github.io"])],
        // Two that have nothing in common look like a wildcard.
        [echo("https://acme.vercel.app"), echo("https://globex.vercel.app")],
        [echo("https://github.com")],
      ]),
    "public-suffix-wildcard-trusted": RuleCase(
      fires: [[echo("https://acme.vercel.app"), echo("https://globex.vercel.app")]],
      quiet: [
        [echo("https://acme.vercel.app"), echo("https://acme-staging.vercel.app")],
        [echo("https://acme.vercel.app"), echo("https://acme.netlify.app")],
        // Partners under one registry are no wildcard.
        [echo("https://one.com"), echo("https://two.com")],
      ]),
    "dev-origin-in-production": RuleCase(
      fires: [
        [echo("http://localhost:3000")], [Sent([.allowOrigin: "http://localhost:3000"])],
        [echo("https://abc.ngrok.io")], [echo("http://192.168.1.5")], [echo("https://shop.test")],
        [echo("http://[::1]:8080")],
      ],
      quiet: [
        [echo("http://localhost:3000").with([.host: "staging.example.com"])],
        [echo("http://localhost:3000").with([.host: "localhost"])],
        [echo("http://localhost:3000").with([.host: .notObservable])],
        [echo("https://app.example.com")], [Sent([.origin: "http://localhost:3000"])],
        [echo("https://192.0.2.5")],
      ]),
    "internal-origin-disclosed": RuleCase(
      fires: [
        [Sent([.allowOrigin: "https://wiki.corp"])], [Sent([.allowOrigin: "https://intranet"])],
      ],
      quiet: [
        [Sent([.allowOrigin: "https://wiki.corp", .client: "10.0.0.5"])],
        [Sent([.allowOrigin: "https://wiki.corp", .client: "fd00::5"])],
        [Sent([.allowOrigin: "https://wiki.corp", .client: .notObservable])],
        // It asked.
        [echo("https://wiki.corp")], [Sent([.allowOrigin: app])],
      ]),
    "third-party-saas-origin-trusted": RuleCase(
      fires: [[echo("https://acme.zendesk.com")]],
      quiet: [
        [echo("https://acme.zendesk.com").with([.host: "api.zendesk.com"])],
        [Sent([.origin: "https://acme.zendesk.com"])], [echo("https://zendesk.example.com")],
      ]),
    "extension-or-app-scheme-trusted": RuleCase(
      fires: [
        [echo("chrome-extension://abcdefghijklmnop")],
        [Sent([.allowOrigin: "capacitor://localhost"])],
      ],
      quiet: [
        [echo("https://app.example.com")],
        [Sent([.origin: "chrome-extension://abcdefghijklmnop", .allowOrigin: "*"])],
      ]),
    "wildcard-on-private-data": RuleCase(
      fires: [
        [Sent(traits: .setsCookie, [.allowOrigin: "*"])],
        [Sent([.allowOrigin: "*", .hasAuthorization: "1"])],
      ],
      quiet: [
        // * alone is no finding.
        [Sent([.allowOrigin: "*"])], [Sent([.allowOrigin: "*", .hasAuthorization: .absent])],
        // A beacon that counts visitors.
        [Sent("POST", traits: .setsCookie, [.allowOrigin: "*"])],
        [echo("https://app.example.com").with([.hasAuthorization: "1"])],
      ]),
    "wildcard-with-credentials": RuleCase(
      fires: [
        [Sent([.allowOrigin: "*", .allowCredentials: "true"])],
        [Sent([.allowOrigin: " * ", .allowCredentials: "true", .origin: .absent])],
        [
          Sent([.allowOrigin: "*", .allowCredentials: "true"]),
          Sent([.allowOrigin: "*", .allowCredentials: "true", .hasCookie: "1"]),
        ],
      ],
      quiet: [
        [Sent([.allowOrigin: "*"])], [Sent([.allowOrigin: "*", .allowCredentials: "false"])],
        [Sent([.allowOrigin: "*", .allowCredentials: .notObservable])],
        [echo("https://app.example.com")],
        // Every one of them was blocked, which is told as such.
        [Sent([.allowOrigin: "*", .allowCredentials: "true", .hasCookie: "1"])],
      ]),
    "browser-blocked-credential-wildcard": RuleCase(
      fires: [[Sent([.allowOrigin: "*", .allowCredentials: "true", .hasCookie: "1"])]],
      quiet: [
        [Sent([.allowOrigin: "*", .allowCredentials: "true", .hasCookie: .absent])],
        [Sent([.allowOrigin: "*", .allowCredentials: "true"])],
        [Sent([.allowOrigin: "*", .hasCookie: "1"])],
        [echo("https://app.example.com").with([.hasCookie: "1"])],
      ]),
    "acac-sent-without-need": RuleCase(
      fires: [(0..<20).map { _ in echo("https://app.example.com").with([.hasCookie: .absent]) }],
      quiet: [
        (0..<20).map { number in
          echo("https://app.example.com").with([.hasCookie: number == 7 ? "1" : .absent])
        },
        (0..<19).map { _ in echo("https://app.example.com").with([.hasCookie: .absent]) },
        // Cannot be told.
        (0..<20).map { _ in echo("https://app.example.com") },
        (0..<20).map { number in
          echo("https://app.example.com", credentials: number == 3 ? .absent : "true")
            .with([.hasCookie: .absent])
        },
      ]),
  ]
}
