package dev.ajar.faults;

import dev.ajar.config.SourceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small records of every shape that a reader meets, made up, for mutation. */
final class Seeds {
  /**
   * One input.
   *
   * @param kind of the source that it would be a file of
   * @param path below the source
   * @param text the content
   */
  record Seed(SourceKind kind, String path, String text) {
    byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final String ACCOUNT =
      "/subscriptions/s/resourceGroups/r/providers/Microsoft.Storage/storageAccounts/acct";

  private static final String SETTINGS =
      "{'allowBlobPublicAccess':true,'publicNetworkAccess':'Enabled','creationTime':"
          + "'2024-01-01T00:00:00.1234567Z','keyCreationTime':{'key1':'2024-01-01T00:00:00Z'},"
          + "'networkAcls':{'defaultAction':'Deny','ipRules':[{'value':'203.0.113.0/24'}],"
          + "'virtualNetworkRules':[],'resourceAccessRules':[{'tenantId':'t','resourceId':'/r'}]}}";

  private static final String REQUEST =
      "{'time':'2024-03-01T00:00:00.1234567Z','resourceId':'"
          + ACCOUNT
          + "/blobServices/default','category':'StorageRead','operationName':'GetBlob',"
          + "'statusCode':200,'statusText':'Success','durationMs':3,'callerIpAddress':"
          + "'203.0.113.9:4711','correlationId':'c','identity':{'type':'SAS','tokenHash':"
          + "'key1(AB),SasSignature(CD)'},'uri':'https://acct.blob.core.windows.net/c/b?sv=2024"
          + "&sr=b&sp=r&sig=Zm9v','properties':{'accountName':'acct','objectKey':'/acct/c/b',"
          + "'userAgentHeader':'curl','responseBodySize':12,'contentLengthHeader':'0'}}";

  private static final String EXPORTED =
      "{'TimeGenerated':'2024-03-01T00:00:00.1234567Z','OperationName':'GetBlob','AccountName':"
          + "'acct','AuthenticationType':'OAuth','AuthorizationDetails':[{'action':'a','result':"
          + "'Granted','roleAssignmentId':'g','principals':[{'id':'p','type':'User'}]}],'Uri':"
          + "'https://acct.blob.core.windows.net:443/c/b','StatusCode':'200','CallerIpAddress':"
          + "'[2001:db8::1]:99','ServiceType':'blob','Category':'StorageRead','CorrelationId':'c',"
          + "'_ResourceId':'"
          + ACCOUNT
          + "','Type':'StorageBlobLogs','ResponseBodySize':12}";

  private static final String ACTIVITY =
      "{'time':'2024-03-01T00:00:00Z','resourceId':'"
          + ACCOUNT
          + "','operationName':'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE','category':"
          + "'Administrative','resultType':'Success','correlationId':'c','callerIpAddress':"
          + "'203.0.113.9','identity':{'claims':{'name':'a'},'authorization':{'scope':'/s'}},"
          + "'properties':{'statusCode':'OK','requestbody':'{\\'properties\\':{}}','entity':'/s'}}";

  private static final String TABLE_ROW =
      "{'TimeGenerated':'2024-03-01T00:00:00Z','OperationNameValue':"
          + "'MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE','ActivityStatusValue':'Success','Caller':"
          + "'a@b.c','CorrelationId':'c','_ResourceId':'"
          + ACCOUNT
          + "','Properties':'{\\'responseBody\\':\\'{}\\'}'}";

  /** Where a manifest of a Blob Inventory lies. */
  static final String MANIFEST_PATH = "2024/02/03/01-02-03/rule/manifest.json";

  /** A manifest of a Blob Inventory. */
  static final String MANIFEST =
      ("{'destinationContainer':'inv','endpoint':'https://acct.blob.core.windows.net','files':["
              + "{'blob':'2024/02/03/01-02-03/rule/rule.csv','size':1}],"
              + "'inventoryStartTime':'2024-02-03T01:02:03Z','inventoryCompletionTime':"
              + "'2024-02-03T02:00:00Z','ruleName':'rule','status':'Succeeded','ruleDefinition':{"
              + "'format':'csv','objectType':'blob','schemaFields':['Name','Content-Length']}}")
          .replace('\'', '"');

  static final List<Seed> ALL =
      List.of(
          json(
              SourceKind.ACCOUNTS,
              "{'value':[{'id':'%s','name':'acct','type':'microsoft.storage/storageaccounts',"
                      .formatted(ACCOUNT)
                  + "'properties':"
                  + SETTINGS
                  + "}],'nextLink':'https://x'}"),
          json(
              SourceKind.CONTAINERS,
              "{'value':[{'id':'%s/blobServices/default/containers/c','name':'c','properties':{"
                      .formatted(ACCOUNT)
                  + "'publicAccess':'Blob','lastModifiedTime':'2024-03-01T00:00:00Z'}}]}"),
          new Seed(
              SourceKind.CONTAINERS,
              "acct.xml",
              "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint="
                  + "\"https://acct.blob.core.windows.net/\"><Containers><Container><Name>c</Name>"
                  + "<Properties><Last-Modified>Fri, 01 Mar 2024 00:00:00 GMT</Last-Modified>"
                  + "<PublicAccess>blob</PublicAccess></Properties></Container></Containers>"
                  + "<NextMarker/></EnumerationResults>"),
          json(
              SourceKind.DIAGNOSTIC_SETTINGS,
              "{'value':[{'id':'%s/blobServices/default/providers/microsoft.insights/"
                      .formatted(ACCOUNT)
                  + "diagnosticSettings/d','name':'d','properties':{'storageAccountId':'/x','logs':["
                  + "{'category':'StorageRead','enabled':true}],'metrics':[]}}]}"),
          json(
              SourceKind.ROLE_ASSIGNMENTS,
              "{'value':[{'id':'/subscriptions/s/providers/Microsoft.Authorization/roleAssignments/"
                  + "00000000-0000-0000-0000-000000000001','name':'00000000-0000-0000-0000-000000000001','properties':{'roleDefinitionId':'/subscriptions/s/providers/"
                  + "Microsoft.Authorization/roleDefinitions/00000000-0000-0000-0000-000000000002','principalId':'00000000-0000-0000-0000-000000000003','principalType':"
                  + "'User','scope':'/subscriptions/s','createdOn':'2024-01-01T00:00:00.0Z'}}]}"),
          json(
              SourceKind.ROLE_DEFINITIONS,
              "{'value':[{'name':'00000000-0000-0000-0000-000000000002','properties':{'roleName':'x','permissions':[{'actions':['*'],"
                  + "'notActions':[],'dataActions':['a/b/read'],'notDataActions':[]}]}}]}"),
          json(
              SourceKind.PRINCIPALS,
              "{'value':[{'id':'00000000-0000-0000-0000-000000000003','userPrincipalName':'a@b.c','userType':'Guest'},{'id':'00000000-0000-0000-0000-000000000004',"
                  + "'appId':'00000000-0000-0000-0000-000000000005','appOwnerOrganizationId':'00000000-0000-0000-0000-000000000006','servicePrincipalType':"
                  + "'Application'}]}"),
          json(
              SourceKind.SERVICE_TAGS,
              "{'changeNumber':1,'cloud':'Public','values':[{'name':'Storage','id':'Storage',"
                  + "'properties':{'changeNumber':1,'region':'','systemService':'AzureStorage',"
                  + "'addressPrefixes':['20.0.0.0/8','2603:1000::/40']}}]}"),
          json(
              SourceKind.RESOURCE_CHANGES,
              "{'data':[{'id':'%s/providers/Microsoft.Resources/changes/1','properties':{"
                      .formatted(ACCOUNT)
                  + "'targetResourceId':'"
                  + ACCOUNT
                  + "','targetResourceType':'microsoft.storage/storageaccounts','changeType':"
                  + "'Update','changeAttributes':{'timestamp':'2024-03-01T00:00:00.000Z',"
                  + "'changedBy':'a','correlationId':'c'},'changes':{"
                  + "'properties.allowBlobPublicAccess':{'previousValue':'False','newValue':"
                  + "'True'}}}}]}"),
          json(
              SourceKind.TRANSACTION_METRICS,
              "{'count':1,'total':1,'minimum':1,'maximum':1,'average':1,'resourceId':'%s/blobServices/default',"
                      .formatted(ACCOUNT)
                  + "'time':'2024-03-01T00:00:00.0000000Z','metricName':'Transactions',"
                  + "'timeGrain':'PT1M'}"),
          json(SourceKind.ACTIVITY_LOG, ACTIVITY + "\n" + ACTIVITY),
          json(SourceKind.ACTIVITY_LOG, "{'records':[" + ACTIVITY + "," + ACTIVITY + "]}"),
          json(SourceKind.ACTIVITY_LOG, TABLE_ROW + "\n" + TABLE_ROW),
          new Seed(
              SourceKind.ACTIVITY_LOG,
              "activity.csv",
              "TimeGenerated,OperationNameValue,ActivityStatusValue,Caller,_ResourceId\r\n"
                  + "2024-03-01T00:00:00Z,MICROSOFT.STORAGE/STORAGEACCOUNTS/WRITE,Success,\"a, b\","
                  + ACCOUNT
                  + "\r\n"),
          new Seed(SourceKind.BLOB_INVENTORY, MANIFEST_PATH, MANIFEST),
          new Seed(
              SourceKind.BLOB_INVENTORY,
              "2024/02/03/01-02-03/rule/rule.csv",
              "Name,Creation-Time,Last-Modified,ETag,Content-Length,Content-Type,Snapshot,Deleted,"
                  + "VersionId,IsCurrentVersion\r\n\"c/a, \"\"b\"\".txt\",2023-01-01T00:00:00Z,"
                  + "2023-01-02T00:00:00.1234567Z,\"\"\"0x8D\"\"\",42,text/plain,,false,"
                  + "2023-01-02T00:00:00.1234567Z,true\r\nc/d,,2023-01-02T00:00:00Z,,7,,,,,\r\n"),
          json(SourceKind.STORAGE_LOGS, REQUEST + "\n" + REQUEST + "\n"),
          json(SourceKind.STORAGE_LOGS, "{'records':[" + REQUEST + "]}"),
          json(SourceKind.LOG_ANALYTICS_EXPORT, EXPORTED + "\n" + EXPORTED + "\n"),
          new Seed(
              SourceKind.LOG_ANALYTICS_EXPORT,
              "query_data.csv",
              "\ufeffTimeGenerated [UTC],OperationName,AccountName,StatusCode,Uri,CorrelationId,"
                  + "Category,AuthorizationDetails\r\n\"3/1/2024, 5:01:40.265 PM\",GetBlob,acct,200,"
                  + "\"https://acct.blob.core.windows.net/c/b?sig=Zm9v\",c,StorageRead,"
                  + "\"[{\"\"roleAssignmentId\"\":\"\"g\"\"}]\"\r\n"),
          new Seed(
              SourceKind.STORAGE_ANALYTICS,
              "blob/2024/03/01/0000/000000.log",
              "1.0;2024-03-01T00:00:00.0000000Z;GetBlob;AnonymousSuccess;200;10;9;anonymous;;acct;"
                  + "blob;\"https://acct.blob.core.windows.net/c/b?sig=Zm9v\";\"/acct/c/b\";"
                  + "2f0d0000-0000-0000-0000-000000000000;0;203.0.113.9:4711;2020-01-01;300;0;500;"
                  + "1000;0;;;\"0x8D\";Friday, 01-Mar-24 00:00:00 GMT;;\"agent;&quot;x\";;\n"
                  + "2.0;2024-03-01T00:00:00.0000000Z;ListBlobs;Success;200;10;9;authenticated;acct;"
                  + "acct;blob;\"https://a/b\";\"/acct/c\";id;0;203.0.113.9;2020-01-01;300;0;500;0;"
                  + "0;;;;;;;;;;;;;;;;\n"));

  private Seeds() {}

  private static Seed json(SourceKind kind, String text) {
    return new Seed(kind, "y=2024/m=03/d=01/h=00/m=00/PT1H.json", text.replace('\'', '"'));
  }
}
