package dev.ajar.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a store failed, in few words. Of messages only a status and a code are taken: addresses in
 * them may hold a signature.
 */
public final class StoreFailure {
  /** As ABFS says it: status, method, address, request id, code. A HEAD has no code. */
  private static final Pattern ANSWER =
      Pattern.compile(
          ", (\\d{3}), (?:GET|HEAD|PUT|POST|PATCH|DELETE), [^\"]*, rId: [^,\"]*(?:, (\\w+))?");

  private static final int DEEPEST = 50;

  private StoreFailure() {}

  /** What the store answered, or else what kind of failure it was. */
  public static String of(Throwable failed) {
    return answer(failed).orElseGet(() -> root(failed).getClass().getSimpleName());
  }

  /** What a store answered that failed; nothing if no answer made it fail. */
  public static Optional<String> answer(Throwable failed) {
    Throwable at = failed;
    for (int i = 0; at != null && i < DEEPEST; i++) {
      Matcher answer = ANSWER.matcher(String.valueOf(at.getMessage()));
      if (answer.find()) {
        String code = answer.group(2) == null ? "" : " (" + answer.group(2) + ")";
        return Optional.of("the store answered " + answer.group(1) + code);
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  /** What began a failure. */
  public static Throwable root(Throwable failed) {
    Throwable root = failed;
    for (int i = 0; root.getCause() != null && i < DEEPEST; i++) {
      root = root.getCause();
    }
    return root;
  }
}
