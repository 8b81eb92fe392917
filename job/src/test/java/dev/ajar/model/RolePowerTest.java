package dev.ajar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What roles let their holders do with blobs (exposure.md §3, role-assignment). */
class RolePowerTest {
  private static final String BLOBS =
      "microsoft.storage/storageaccounts/blobservices/containers/blobs/";

  /** {@code B/} stands for the data actions of blobs. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "reads blobs           | -                                               | - | B/read              | -        | list read              | false",
        "writes blobs          | -                                               | - | B/write B/add/action | -       | write                  | false",
        "all blobs             | -                                               | - | B/*                 | -        | delete list read write | false",
        "all but deleting      | -                                               | - | B/*                 | B/delete B/deleteblobversion/action B/permanentdelete/action B/runassuperuser/action | list read write | false",
        "all data of storage   | -                                               | - | microsoft.storage/* | -        | delete list read write | false",
        "any data              | -                                               | - | *                   | -        | delete list read write | false",
        "queues                | -                                               | - | microsoft.storage/storageaccounts/queueservices/queues/messages/* | - | - | false",
        "an owner              | *                                               | - | -                   | -        | -                      | true",
        "a reader              | */read                                          | - | -                   | -        | -                      | false",
        "any action            | */action                                        | - | -                   | -        | -                      | true",
        "keys by name          | Microsoft.Storage/storageAccounts/listKeys/action | - | -                 | -        | -                      | true",
        "an account SAS        | microsoft.storage/storageaccounts/listaccountsas/action | - | -           | -        | -                      | true",
        "storage but no keys   | microsoft.storage/storageaccounts/*             | microsoft.storage/storageaccounts/list*/action | - | - | -      | false",
        "a star inside         | microsoft.storage/*/listkeys/action             | - | -                   | -        | -                      | true",
        "a star that misses    | microsoft.storage/*/read                        | - | -                   | -        | -                      | false",
        "longer than it is     | microsoft.storage/storageaccounts/listkeys/action/x | - | -               | -        | -                      | false",
      })
  void theOperationsSayWhatARoleGives(
      String what,
      String actions,
      String notActions,
      String dataActions,
      String notDataActions,
      String capability,
      boolean keys) {
    RolePower power =
        RolePower.of(words(actions), words(notActions), words(dataActions), words(notDataActions));

    assertThat(String.join(" ", power.capability()))
        .isEqualTo(capability == null ? "" : capability);
    assertThat(power.reachesKeys()).isEqualTo(keys);
  }

  @ParameterizedTest(name = "{1} covers {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "the root          | /                                       | - | - | - | - | true",
        "a subscription    | /subscriptions/s                        | s | - | - | - | false",
        "a resource group  | /subscriptions/s/resourcegroups/g       | s | g | - | - | false",
        "an account        | /subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/acct | s | g | acct | - | false",
        "its blob service  | /subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/acct/blobservices/default | s | g | acct | - | false",
        "a container       | /subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/acct/blobservices/default/containers/docs | s | g | acct | docs | false",
        "a management group | /providers/microsoft.management/managementgroups/m | - | - | - | - | false",
      })
  void aScopeNamesWhatItCovers(
      String what,
      String scope,
      String subscription,
      String group,
      String account,
      String container,
      boolean root) {
    assertThat(RoleScope.parse(scope))
        .as(what)
        .isEqualTo(new RoleScope(subscription, group, account, container, root));
  }

  @ParameterizedTest(name = "{0} covers no blob")
  @CsvSource({
    "/subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/acct/queueservices/default/queues/q",
    "/subscriptions/s/resourcegroups/g/providers/microsoft.storage/storageaccounts/acct/fileservices/default",
    "/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachines/vm",
    "/subscriptions/s/providers/microsoft.authorization/policyassignments/p",
    "/providers/microsoft.billing/billingaccounts/b",
    "/something",
  })
  void otherScopesCoverNoBlob(String scope) {
    assertThat(RoleScope.parse(scope)).isNull();
  }

  private static List<String> words(String text) {
    return text == null
        ? List.of()
        : List.of(text.replace("B/", BLOBS).toLowerCase(Locale.ROOT).split(" ", -1));
  }
}
