package dev.ajar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ajar.testing.AuditOf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole audit with lists that say who is who, of which one has no date. */
class DirectoryEvidenceIT {
  private static final String MEMBER = "0cbd037f-fe7a-429d-864d-46b7d53fe4d5";
  private static final String GUEST = "1cbd037f-fe7a-429d-864d-46b7d53fe4d5";

  @TempDir private Path folder;

  @Test
  void aMembersRoleOpensNoWindowAndAGuestsDoes() throws IOException {
    Files.writeString(
        folder.resolve("people.json"),
        """
        {"value":[{"id":"%s","userPrincipalName":"ann@contoso.com","userType":"Member"},
         {"id":"%s","userPrincipalName":"gil@x","userType":"Guest"}]}
        """
            .formatted(MEMBER, GUEST));
    Files.writeString(
        folder.resolve("ServiceTags_Public_20240304.json"),
        "{\"values\":[{\"name\":\"Sql\",\"properties\":{\"addressPrefixes\":[\"52.1.0.0/24\"]}}]}");
    Files.writeString(
        folder.resolve("roles.json"),
        "[" + assignment("a", MEMBER) + "," + assignment("b", GUEST) + "]");
    Files.writeString(
        folder.resolve("audit.yaml"),
        """
        audit: people
        period: {from: 2024-03-01T00:00:00Z, to: 2024-03-08T00:00:00Z}
        as_of: 2024-03-20T00:00:00Z
        sources:
          - {kind: principals, path: people.json}
          - {kind: service-tags, path: ServiceTags_Public_20240304.json}
          - {kind: role-assignments, path: roles.json, taken_at: 2024-03-05T00:00:00Z}
        scope: {accounts: [contoso]}
        output: {path: out}
        """);
    AuditOf audit = new AuditOf(folder);
    audit.run("r1", Map.of());
    List<String> before = audit.rows("observations", Map.of());
    audit.run("r2", Map.of("rules.sweep", "all"));

    assertThat(audit.select("exposure_windows", "vector = 'role-assignment'"))
        .singleElement()
        .satisfies(row -> assertThat(row.<String>getAs("subject")).startsWith("b"));
    assertThat(audit.select("observations", "setting = 'principal' and observed_at is null"))
        .hasSize(2);
    assertThat(audit.select("observations", "setting = 'serviceTag'")).hasSize(1);
    assertThat(audit.rows("observations", Map.of())).isEqualTo(before);
  }

  private static String assignment(String letter, String principal) {
    return """
        {"name":"%sf976bc5-0274-4870-8442-94daae0d29a1","principalId":"%s","scope":"/",
         "roleDefinitionId":"2a2b9908-6ea1-4ae2-8e65-a410df84e7d1"}"""
        .formatted(letter, principal);
  }
}
