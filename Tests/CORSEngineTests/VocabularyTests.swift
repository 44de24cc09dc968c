import CORSEngine
import Testing

@Suite("The vocabulary of verdicts")
struct VocabularyTests {
  static let ids = [
    "mode-same-origin", "scheme-not-cors", "no-cors-redirect-mode", "network-failure",
    "preflight-no-response", "preflight-redirect", "acao-missing", "acao-multiple",
    "acao-malformed", "acao-mismatch",
    "acao-wildcard-with-credentials", "acac-not-true",
    "preflight-status-not-ok", "acam-unparseable", "acah-unparseable", "method-not-allowed",
    "authorization-not-covered-by-wildcard", "header-not-allowed", "redirect-non-http-scheme",
    "redirect-limit-exceeded", "redirect-to-userinfo-url", "redirect-body-not-replayable",
    "corp-blocked", "local-network-denied", "client-disabled",
  ]

  @Test("keeps the permanent ids of reasons")
  func reasons() {
    #expect(BlockReason.allCases.map(\.id) == Self.ids)
    for reason in BlockReason.allCases {
      #expect(BlockReason(id: reason.id) == reason)
      #expect(!reason.summary.isEmpty && !reason.summary.hasSuffix("."))
      #expect(!reason.mend.isEmpty && !reason.mend.hasSuffix("."))
    }
    #expect(BlockReason(id: "acao") == nil)
    #expect(BlockReason.allowOriginMissing.id == "acao-missing")
    #expect(BlockReason.headerNotAllowed.id == "header-not-allowed")
    #expect(BlockReason.resourcePolicyBlocked.id == "corp-blocked")
    #expect(BlockReason.clientDisabled.id == "client-disabled")
  }

  @Test("gives each detail its own id")
  func details() {
    #expect(Set(BlockDetail.allCases.map(\.id)).count == BlockDetail.allCases.count)
    #expect(BlockDetail.wildcardWithCredentials.id == "wildcard-with-credentials")
    #expect(BlockDetail.taintedNull.id == "tainted-null")
    #expect(BlockDetail.trailingSlash.id == "trailing-slash")
    for detail in BlockDetail.allCases { #expect(detail.summary.isEmpty == (detail == .none)) }
  }

  @Test("walks a set of reasons in order")
  func sets() {
    var set = BlockReasons(.headerNotAllowed, .allowOriginMissing)
    #expect(Array(set.members) == [.allowOriginMissing, .headerNotAllowed])
    set.insert(.clientDisabled)
    #expect(set.count == 3 && set.contains(.clientDisabled))
    #expect(!set.contains(.networkFailure))
    #expect(Array(BlockReasons(rawValue: .max).members) == BlockReason.allCases)
    #expect(Array(BlockReasons().members).isEmpty)
  }

  @Test("finds profiles and phases by name")
  func names() {
    #expect(BrowserProfile.allCases.map(\.name) == ["fetch", "chromium", "firefox", "webkit"])
    for profile in BrowserProfile.allCases {
      #expect(BrowserProfile(name: profile.name) == profile)
      #expect(profile.primary(of: []) == nil)
      for reason in BlockReason.allCases {
        #expect(profile.primary(of: BlockReasons(reason)) == reason)
      }
    }
    #expect(BrowserProfile(name: "lynx") == nil)
    #expect(Phase.allCases.map(\.name) == ["preflight", "redirect", "actual"])
  }

  @Test("has one verdict for each way to end")
  func verdicts() {
    #expect(Verdict.allowed.isAllowed)
    let blocked = Verdict.blocked(.preflight, .methodNotAllowed)
    #expect(!blocked.isAllowed && blocked.phase == .preflight)
    #expect(blocked.reason == .methodNotAllowed)
  }
}
