import ArgumentParser

/// Scripts that complete the command line in a shell.
///
/// ArgumentParser's complete what is written out. The command that most people mean is the one that
/// they leave out, so that here what begins with no command is completed as the report's.
enum CompletionScript {
  /// The script for `shell`; ArgumentParser's own where that is not made as it was.
  static func text(for shell: CompletionShell) -> String {
    let script = Corscope.completionScript(for: shell)
    return switch shell {
    case .bash: bash(script)
    case .zsh: zsh(script)
    case .fish: fish(script)
    default: script
    }
  }

  private static let commands =
    Corscope.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]

  private static func bash(_ script: String) -> String {
    let names = commands.joined(separator: "|")
    return script.replacing(
      "    local -a repeating_flags=()\n",
      with: """
            # What begins with no command is the report's.
            if [[ "${COMP_CWORD}" -gt 1 || "${cur}" == -* ]]; then
                case "${COMP_WORDS[1]}" in
                \(names)) ;;
                *)
                    local -a repeating_flags non_repeating_flags repeating_options non_repeating_options
                    _corscope_analyze
                    return
                    ;;
                esac
            fi

            local -a repeating_flags=()

        """, maxReplacements: 1
    ).replacing(
      "        COMPREPLY+=($(compgen -W '\(commands.joined(separator: " "))' -- \"${cur}\"))\n",
      with: """
                COMPREPLY+=($(compgen -W '\(commands.joined(separator: " "))' -- "${cur}"))
                __corscope_add_completions -f

        """)
  }

  private static func zsh(_ script: String) -> String {
    script.replacing(
      "    local -i ret=1\n",
      with: """
            # What begins with no command is the report's.
            if [[ ( "${CURRENT}" -gt 2 || "${words[2]}" == -* ) \
        && "${words[2]}" != (\(commands.joined(separator: "|"))) ]]; then
                _corscope_analyze
                return
            fi

            local -i ret=1

        """, maxReplacements: 1
    ).replacing(
      "        _describe -V subcommand subcommands && ret=0\n",
      with: """
                _describe -V subcommand subcommands && ret=0
                _files && ret=0

        """)
  }

  private static func fish(_ script: String) -> String {
    let known = "'' \(commands.joined(separator: " ")) --version -h --help"
    let lines = script.replacing(
      "    case 'corscope'\n",
      with: """
            case 'corscope'
                # What begins with no command is the report's.
                if not contains -- "$unparsed_tokens[2]" \(known)
                    set unparsed_tokens corscope analyze $unparsed_tokens[2..]
                end

        """, maxReplacements: 1)
    // While its first word is typed no command is known: both are offered.
    let ownOptions = [" version'", " h help'"]
    let copies = script.split(separator: "\n").map(String.init).filter { line in
      line.contains("\"corscope analyze\"") && !ownOptions.contains { line.contains($0) }
    }.map { $0.replacing("\"corscope analyze\"", with: "\"corscope\"") }
    return ([lines] + copies).joined(separator: "\n")
  }
}
