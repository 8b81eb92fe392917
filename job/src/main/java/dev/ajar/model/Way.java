package dev.ajar.model;

/**
 * A way in: the vector and which one of its kind (exposure.md §1).
 *
 * @param vector one of the constants of this class
 * @param subject the signature's hash, the key's label and hash, the assignment's GUID; empty for
 *     {@link #ANONYMOUS} and {@link #DECLARED}
 */
public record Way(String vector, String subject) {
  public static final String ANONYMOUS = "anonymous";
  public static final String SAS = "sas";
  public static final String ACCOUNT_KEY = "account-key";
  public static final String ROLE_ASSIGNMENT = "role-assignment";

  /** A window that the responder declares. */
  public static final String DECLARED = "declared";

  /** Anyone's way. */
  public static final Way OF_ANYONE = new Way(ANONYMOUS, "");

  boolean isAnonymous() {
    return vector.equals(ANONYMOUS);
  }

  /** Whether its begin and end are what the evidence says, though nothing proves it in between. */
  boolean hasExactBounds() {
    return vector.equals(SAS) || vector.equals(ACCOUNT_KEY);
  }
}
