/* oxlint-disable */
// Made by `npm run schemas`. Change the schema instead.
// @ts-nocheck
export const validate = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"network-policy.schema.json","$comment":"networking.k8s.io/v1 NetworkPolicy as of Kubernetes 1.36; status existed from 1.24 to 1.27 only. Titles are the Go types that the decoder names. Null leaves a field unset.","title":"v1.NetworkPolicy","type":["object","null"],"properties":{"apiVersion":{},"kind":{},"metadata":{"$ref":"#/$defs/objectMeta"},"spec":{"$ref":"#/$defs/spec"}},"additionalProperties":false,"$defs":{"objectMeta":{"title":"v1.ObjectMeta","type":["object","null"],"properties":{"name":{"title":"string","type":["string","null"]},"generateName":{"title":"string","type":["string","null"]},"namespace":{"title":"string","type":["string","null"]},"selfLink":{"title":"string","type":["string","null"]},"uid":{"title":"types.UID","type":["string","null"]},"resourceVersion":{"title":"string","type":["string","null"]},"generation":{"title":"int64","type":["integer","null"],"minimum":-9223372036854776000,"exclusiveMaximum":9223372036854776000},"creationTimestamp":{"title":"string","type":["string","null"]},"deletionTimestamp":{"title":"string","type":["string","null"]},"deletionGracePeriodSeconds":{"title":"int64","type":["integer","null"],"minimum":-9223372036854776000,"exclusiveMaximum":9223372036854776000},"labels":{"$ref":"#/$defs/stringMap"},"annotations":{"$ref":"#/$defs/stringMap"},"ownerReferences":{"type":["array","null"],"items":{"$ref":"#/$defs/ownerReference"}},"finalizers":{"type":["array","null"],"items":{"title":"string","type":["string","null"]}},"managedFields":{"type":["array","null"],"items":{"$ref":"#/$defs/managedFieldsEntry"}}},"additionalProperties":false},"ownerReference":{"title":"v1.OwnerReference","type":["object","null"],"properties":{"apiVersion":{"title":"string","type":["string","null"]},"kind":{"title":"string","type":["string","null"]},"name":{"title":"string","type":["string","null"]},"uid":{"title":"types.UID","type":["string","null"]},"controller":{"title":"bool","type":["boolean","null"]},"blockOwnerDeletion":{"title":"bool","type":["boolean","null"]}},"additionalProperties":false},"managedFieldsEntry":{"title":"v1.ManagedFieldsEntry","type":["object","null"],"properties":{"manager":{"title":"string","type":["string","null"]},"operation":{"title":"v1.ManagedFieldsOperationType","type":["string","null"]},"apiVersion":{"title":"string","type":["string","null"]},"time":{"title":"string","type":["string","null"]},"fieldsType":{"title":"string","type":["string","null"]},"fieldsV1":{},"subresource":{"title":"string","type":["string","null"]}},"additionalProperties":false},"spec":{"title":"v1.NetworkPolicySpec","type":["object","null"],"properties":{"podSelector":{"$ref":"#/$defs/labelSelector"},"ingress":{"type":["array","null"],"items":{"$ref":"#/$defs/ingressRule"}},"egress":{"type":["array","null"],"items":{"$ref":"#/$defs/egressRule"}},"policyTypes":{"type":["array","null"],"items":{"title":"v1.PolicyType","type":["string","null"]}}},"additionalProperties":false},"ingressRule":{"title":"v1.NetworkPolicyIngressRule","type":["object","null"],"properties":{"ports":{"type":["array","null"],"items":{"$ref":"#/$defs/port"}},"from":{"type":["array","null"],"items":{"$ref":"#/$defs/peer"}}},"additionalProperties":false},"egressRule":{"title":"v1.NetworkPolicyEgressRule","type":["object","null"],"properties":{"ports":{"type":["array","null"],"items":{"$ref":"#/$defs/port"}},"to":{"type":["array","null"],"items":{"$ref":"#/$defs/peer"}}},"additionalProperties":false},"peer":{"title":"v1.NetworkPolicyPeer","type":["object","null"],"properties":{"podSelector":{"$ref":"#/$defs/labelSelector"},"namespaceSelector":{"$ref":"#/$defs/labelSelector"},"ipBlock":{"$ref":"#/$defs/ipBlock"}},"additionalProperties":false},"ipBlock":{"title":"v1.IPBlock","type":["object","null"],"properties":{"cidr":{"title":"string","type":["string","null"]},"except":{"type":["array","null"],"items":{"title":"string","type":["string","null"]}}},"additionalProperties":false},"port":{"title":"v1.NetworkPolicyPort","type":["object","null"],"properties":{"protocol":{"title":"v1.Protocol","type":["string","null"]},"port":{"title":"int32","type":["integer","string","null"],"minimum":-2147483648,"maximum":2147483647},"endPort":{"title":"int32","type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},"additionalProperties":false},"labelSelector":{"title":"v1.LabelSelector","type":["object","null"],"properties":{"matchLabels":{"$ref":"#/$defs/stringMap"},"matchExpressions":{"type":["array","null"],"items":{"$ref":"#/$defs/labelSelectorRequirement"}}},"additionalProperties":false},"labelSelectorRequirement":{"title":"v1.LabelSelectorRequirement","type":["object","null"],"properties":{"key":{"title":"string","type":["string","null"]},"operator":{"title":"v1.LabelSelectorOperator","type":["string","null"]},"values":{"type":["array","null"],"items":{"title":"string","type":["string","null"]}}},"additionalProperties":false},"stringMap":{"title":"map[string]string","type":["object","null"],"additionalProperties":{"title":"string","type":["string","null"]}}}};
const func0 = Object.prototype.hasOwnProperty;
const schema32 = {"title":"v1.ObjectMeta","type":["object","null"],"properties":{"name":{"title":"string","type":["string","null"]},"generateName":{"title":"string","type":["string","null"]},"namespace":{"title":"string","type":["string","null"]},"selfLink":{"title":"string","type":["string","null"]},"uid":{"title":"types.UID","type":["string","null"]},"resourceVersion":{"title":"string","type":["string","null"]},"generation":{"title":"int64","type":["integer","null"],"minimum":-9223372036854776000,"exclusiveMaximum":9223372036854776000},"creationTimestamp":{"title":"string","type":["string","null"]},"deletionTimestamp":{"title":"string","type":["string","null"]},"deletionGracePeriodSeconds":{"title":"int64","type":["integer","null"],"minimum":-9223372036854776000,"exclusiveMaximum":9223372036854776000},"labels":{"$ref":"#/$defs/stringMap"},"annotations":{"$ref":"#/$defs/stringMap"},"ownerReferences":{"type":["array","null"],"items":{"$ref":"#/$defs/ownerReference"}},"finalizers":{"type":["array","null"],"items":{"title":"string","type":["string","null"]}},"managedFields":{"type":["array","null"],"items":{"$ref":"#/$defs/managedFieldsEntry"}}},"additionalProperties":false};
const schema33 = {"title":"map[string]string","type":["object","null"],"additionalProperties":{"title":"string","type":["string","null"]}};
const schema35 = {"title":"v1.OwnerReference","type":["object","null"],"properties":{"apiVersion":{"title":"string","type":["string","null"]},"kind":{"title":"string","type":["string","null"]},"name":{"title":"string","type":["string","null"]},"uid":{"title":"types.UID","type":["string","null"]},"controller":{"title":"bool","type":["boolean","null"]},"blockOwnerDeletion":{"title":"bool","type":["boolean","null"]}},"additionalProperties":false};
const schema36 = {"title":"v1.ManagedFieldsEntry","type":["object","null"],"properties":{"manager":{"title":"string","type":["string","null"]},"operation":{"title":"v1.ManagedFieldsOperationType","type":["string","null"]},"apiVersion":{"title":"string","type":["string","null"]},"time":{"title":"string","type":["string","null"]},"fieldsType":{"title":"string","type":["string","null"]},"fieldsV1":{},"subresource":{"title":"string","type":["string","null"]}},"additionalProperties":false};

function validate21(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate21.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema32.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema32.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined && func0.call(data, "name")){
let data0 = data.name;
if((typeof data0 !== "string") && (data0 !== null)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: schema32.properties.name.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.generateName !== undefined && func0.call(data, "generateName")){
let data1 = data.generateName;
if((typeof data1 !== "string") && (data1 !== null)){
const err3 = {instancePath:instancePath+"/generateName",schemaPath:"#/properties/generateName/type",keyword:"type",params:{type: schema32.properties.generateName.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.namespace !== undefined && func0.call(data, "namespace")){
let data2 = data.namespace;
if((typeof data2 !== "string") && (data2 !== null)){
const err4 = {instancePath:instancePath+"/namespace",schemaPath:"#/properties/namespace/type",keyword:"type",params:{type: schema32.properties.namespace.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.selfLink !== undefined && func0.call(data, "selfLink")){
let data3 = data.selfLink;
if((typeof data3 !== "string") && (data3 !== null)){
const err5 = {instancePath:instancePath+"/selfLink",schemaPath:"#/properties/selfLink/type",keyword:"type",params:{type: schema32.properties.selfLink.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.uid !== undefined && func0.call(data, "uid")){
let data4 = data.uid;
if((typeof data4 !== "string") && (data4 !== null)){
const err6 = {instancePath:instancePath+"/uid",schemaPath:"#/properties/uid/type",keyword:"type",params:{type: schema32.properties.uid.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.resourceVersion !== undefined && func0.call(data, "resourceVersion")){
let data5 = data.resourceVersion;
if((typeof data5 !== "string") && (data5 !== null)){
const err7 = {instancePath:instancePath+"/resourceVersion",schemaPath:"#/properties/resourceVersion/type",keyword:"type",params:{type: schema32.properties.resourceVersion.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.generation !== undefined && func0.call(data, "generation")){
let data6 = data.generation;
if((!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) && (data6 !== null)){
const err8 = {instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/type",keyword:"type",params:{type: schema32.properties.generation.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < -9223372036854776000 || isNaN(data6)){
const err9 = {instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9223372036854776000},message:"must be >= -9223372036854776000"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data6 >= 9223372036854776000 || isNaN(data6)){
const err10 = {instancePath:instancePath+"/generation",schemaPath:"#/properties/generation/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 9223372036854776000},message:"must be < 9223372036854776000"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.creationTimestamp !== undefined && func0.call(data, "creationTimestamp")){
let data7 = data.creationTimestamp;
if((typeof data7 !== "string") && (data7 !== null)){
const err11 = {instancePath:instancePath+"/creationTimestamp",schemaPath:"#/properties/creationTimestamp/type",keyword:"type",params:{type: schema32.properties.creationTimestamp.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.deletionTimestamp !== undefined && func0.call(data, "deletionTimestamp")){
let data8 = data.deletionTimestamp;
if((typeof data8 !== "string") && (data8 !== null)){
const err12 = {instancePath:instancePath+"/deletionTimestamp",schemaPath:"#/properties/deletionTimestamp/type",keyword:"type",params:{type: schema32.properties.deletionTimestamp.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.deletionGracePeriodSeconds !== undefined && func0.call(data, "deletionGracePeriodSeconds")){
let data9 = data.deletionGracePeriodSeconds;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (data9 !== null)){
const err13 = {instancePath:instancePath+"/deletionGracePeriodSeconds",schemaPath:"#/properties/deletionGracePeriodSeconds/type",keyword:"type",params:{type: schema32.properties.deletionGracePeriodSeconds.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 < -9223372036854776000 || isNaN(data9)){
const err14 = {instancePath:instancePath+"/deletionGracePeriodSeconds",schemaPath:"#/properties/deletionGracePeriodSeconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9223372036854776000},message:"must be >= -9223372036854776000"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(data9 >= 9223372036854776000 || isNaN(data9)){
const err15 = {instancePath:instancePath+"/deletionGracePeriodSeconds",schemaPath:"#/properties/deletionGracePeriodSeconds/exclusiveMaximum",keyword:"exclusiveMaximum",params:{comparison: "<", limit: 9223372036854776000},message:"must be < 9223372036854776000"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data.labels !== undefined && func0.call(data, "labels")){
let data10 = data.labels;
if((!(data10 && typeof data10 == "object" && !Array.isArray(data10))) && (data10 !== null)){
const err16 = {instancePath:instancePath+"/labels",schemaPath:"#/$defs/stringMap/type",keyword:"type",params:{type: schema33.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key1 of Object.keys(data10)){
let data11 = data10[key1];
if((typeof data11 !== "string") && (data11 !== null)){
const err17 = {instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/stringMap/additionalProperties/type",keyword:"type",params:{type: schema33.additionalProperties.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
if(data.annotations !== undefined && func0.call(data, "annotations")){
let data12 = data.annotations;
if((!(data12 && typeof data12 == "object" && !Array.isArray(data12))) && (data12 !== null)){
const err18 = {instancePath:instancePath+"/annotations",schemaPath:"#/$defs/stringMap/type",keyword:"type",params:{type: schema33.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 of Object.keys(data12)){
let data13 = data12[key2];
if((typeof data13 !== "string") && (data13 !== null)){
const err19 = {instancePath:instancePath+"/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/stringMap/additionalProperties/type",keyword:"type",params:{type: schema33.additionalProperties.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
if(data.ownerReferences !== undefined && func0.call(data, "ownerReferences")){
let data14 = data.ownerReferences;
if((!(Array.isArray(data14))) && (data14 !== null)){
const err20 = {instancePath:instancePath+"/ownerReferences",schemaPath:"#/properties/ownerReferences/type",keyword:"type",params:{type: schema32.properties.ownerReferences.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(Array.isArray(data14)){
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
let data15 = data14[i0];
if((!(data15 && typeof data15 == "object" && !Array.isArray(data15))) && (data15 !== null)){
const err21 = {instancePath:instancePath+"/ownerReferences/" + i0,schemaPath:"#/$defs/ownerReference/type",keyword:"type",params:{type: schema35.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 of Object.keys(data15)){
if(!((((((key3 === "apiVersion") || (key3 === "kind")) || (key3 === "name")) || (key3 === "uid")) || (key3 === "controller")) || (key3 === "blockOwnerDeletion"))){
const err22 = {instancePath:instancePath+"/ownerReferences/" + i0,schemaPath:"#/$defs/ownerReference/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data15.apiVersion !== undefined && func0.call(data15, "apiVersion")){
let data16 = data15.apiVersion;
if((typeof data16 !== "string") && (data16 !== null)){
const err23 = {instancePath:instancePath+"/ownerReferences/" + i0+"/apiVersion",schemaPath:"#/$defs/ownerReference/properties/apiVersion/type",keyword:"type",params:{type: schema35.properties.apiVersion.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data15.kind !== undefined && func0.call(data15, "kind")){
let data17 = data15.kind;
if((typeof data17 !== "string") && (data17 !== null)){
const err24 = {instancePath:instancePath+"/ownerReferences/" + i0+"/kind",schemaPath:"#/$defs/ownerReference/properties/kind/type",keyword:"type",params:{type: schema35.properties.kind.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data15.name !== undefined && func0.call(data15, "name")){
let data18 = data15.name;
if((typeof data18 !== "string") && (data18 !== null)){
const err25 = {instancePath:instancePath+"/ownerReferences/" + i0+"/name",schemaPath:"#/$defs/ownerReference/properties/name/type",keyword:"type",params:{type: schema35.properties.name.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data15.uid !== undefined && func0.call(data15, "uid")){
let data19 = data15.uid;
if((typeof data19 !== "string") && (data19 !== null)){
const err26 = {instancePath:instancePath+"/ownerReferences/" + i0+"/uid",schemaPath:"#/$defs/ownerReference/properties/uid/type",keyword:"type",params:{type: schema35.properties.uid.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data15.controller !== undefined && func0.call(data15, "controller")){
let data20 = data15.controller;
if((typeof data20 !== "boolean") && (data20 !== null)){
const err27 = {instancePath:instancePath+"/ownerReferences/" + i0+"/controller",schemaPath:"#/$defs/ownerReference/properties/controller/type",keyword:"type",params:{type: schema35.properties.controller.type},message:"must be boolean,null"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data15.blockOwnerDeletion !== undefined && func0.call(data15, "blockOwnerDeletion")){
let data21 = data15.blockOwnerDeletion;
if((typeof data21 !== "boolean") && (data21 !== null)){
const err28 = {instancePath:instancePath+"/ownerReferences/" + i0+"/blockOwnerDeletion",schemaPath:"#/$defs/ownerReference/properties/blockOwnerDeletion/type",keyword:"type",params:{type: schema35.properties.blockOwnerDeletion.type},message:"must be boolean,null"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
}
}
}
if(data.finalizers !== undefined && func0.call(data, "finalizers")){
let data22 = data.finalizers;
if((!(Array.isArray(data22))) && (data22 !== null)){
const err29 = {instancePath:instancePath+"/finalizers",schemaPath:"#/properties/finalizers/type",keyword:"type",params:{type: schema32.properties.finalizers.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(Array.isArray(data22)){
const len1 = data22.length;
for(let i1=0; i1<len1; i1++){
let data23 = data22[i1];
if((typeof data23 !== "string") && (data23 !== null)){
const err30 = {instancePath:instancePath+"/finalizers/" + i1,schemaPath:"#/properties/finalizers/items/type",keyword:"type",params:{type: schema32.properties.finalizers.items.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
}
if(data.managedFields !== undefined && func0.call(data, "managedFields")){
let data24 = data.managedFields;
if((!(Array.isArray(data24))) && (data24 !== null)){
const err31 = {instancePath:instancePath+"/managedFields",schemaPath:"#/properties/managedFields/type",keyword:"type",params:{type: schema32.properties.managedFields.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if(Array.isArray(data24)){
const len2 = data24.length;
for(let i2=0; i2<len2; i2++){
let data25 = data24[i2];
if((!(data25 && typeof data25 == "object" && !Array.isArray(data25))) && (data25 !== null)){
const err32 = {instancePath:instancePath+"/managedFields/" + i2,schemaPath:"#/$defs/managedFieldsEntry/type",keyword:"type",params:{type: schema36.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key4 of Object.keys(data25)){
if(!(((((((key4 === "manager") || (key4 === "operation")) || (key4 === "apiVersion")) || (key4 === "time")) || (key4 === "fieldsType")) || (key4 === "fieldsV1")) || (key4 === "subresource"))){
const err33 = {instancePath:instancePath+"/managedFields/" + i2,schemaPath:"#/$defs/managedFieldsEntry/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data25.manager !== undefined && func0.call(data25, "manager")){
let data26 = data25.manager;
if((typeof data26 !== "string") && (data26 !== null)){
const err34 = {instancePath:instancePath+"/managedFields/" + i2+"/manager",schemaPath:"#/$defs/managedFieldsEntry/properties/manager/type",keyword:"type",params:{type: schema36.properties.manager.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data25.operation !== undefined && func0.call(data25, "operation")){
let data27 = data25.operation;
if((typeof data27 !== "string") && (data27 !== null)){
const err35 = {instancePath:instancePath+"/managedFields/" + i2+"/operation",schemaPath:"#/$defs/managedFieldsEntry/properties/operation/type",keyword:"type",params:{type: schema36.properties.operation.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data25.apiVersion !== undefined && func0.call(data25, "apiVersion")){
let data28 = data25.apiVersion;
if((typeof data28 !== "string") && (data28 !== null)){
const err36 = {instancePath:instancePath+"/managedFields/" + i2+"/apiVersion",schemaPath:"#/$defs/managedFieldsEntry/properties/apiVersion/type",keyword:"type",params:{type: schema36.properties.apiVersion.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data25.time !== undefined && func0.call(data25, "time")){
let data29 = data25.time;
if((typeof data29 !== "string") && (data29 !== null)){
const err37 = {instancePath:instancePath+"/managedFields/" + i2+"/time",schemaPath:"#/$defs/managedFieldsEntry/properties/time/type",keyword:"type",params:{type: schema36.properties.time.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data25.fieldsType !== undefined && func0.call(data25, "fieldsType")){
let data30 = data25.fieldsType;
if((typeof data30 !== "string") && (data30 !== null)){
const err38 = {instancePath:instancePath+"/managedFields/" + i2+"/fieldsType",schemaPath:"#/$defs/managedFieldsEntry/properties/fieldsType/type",keyword:"type",params:{type: schema36.properties.fieldsType.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data25.subresource !== undefined && func0.call(data25, "subresource")){
let data31 = data25.subresource;
if((typeof data31 !== "string") && (data31 !== null)){
const err39 = {instancePath:instancePath+"/managedFields/" + i2+"/subresource",schemaPath:"#/$defs/managedFieldsEntry/properties/subresource/type",keyword:"type",params:{type: schema36.properties.subresource.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
}
}
}
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"title":"v1.NetworkPolicySpec","type":["object","null"],"properties":{"podSelector":{"$ref":"#/$defs/labelSelector"},"ingress":{"type":["array","null"],"items":{"$ref":"#/$defs/ingressRule"}},"egress":{"type":["array","null"],"items":{"$ref":"#/$defs/egressRule"}},"policyTypes":{"type":["array","null"],"items":{"title":"v1.PolicyType","type":["string","null"]}}},"additionalProperties":false};
const schema38 = {"title":"v1.LabelSelector","type":["object","null"],"properties":{"matchLabels":{"$ref":"#/$defs/stringMap"},"matchExpressions":{"type":["array","null"],"items":{"$ref":"#/$defs/labelSelectorRequirement"}}},"additionalProperties":false};
const schema40 = {"title":"v1.LabelSelectorRequirement","type":["object","null"],"properties":{"key":{"title":"string","type":["string","null"]},"operator":{"title":"v1.LabelSelectorOperator","type":["string","null"]},"values":{"type":["array","null"],"items":{"title":"string","type":["string","null"]}}},"additionalProperties":false};

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate24.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema38.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "matchLabels") || (key0 === "matchExpressions"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.matchLabels !== undefined && func0.call(data, "matchLabels")){
let data0 = data.matchLabels;
if((!(data0 && typeof data0 == "object" && !Array.isArray(data0))) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/matchLabels",schemaPath:"#/$defs/stringMap/type",keyword:"type",params:{type: schema33.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 of Object.keys(data0)){
let data1 = data0[key1];
if((typeof data1 !== "string") && (data1 !== null)){
const err3 = {instancePath:instancePath+"/matchLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/stringMap/additionalProperties/type",keyword:"type",params:{type: schema33.additionalProperties.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
if(data.matchExpressions !== undefined && func0.call(data, "matchExpressions")){
let data2 = data.matchExpressions;
if((!(Array.isArray(data2))) && (data2 !== null)){
const err4 = {instancePath:instancePath+"/matchExpressions",schemaPath:"#/properties/matchExpressions/type",keyword:"type",params:{type: schema38.properties.matchExpressions.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if((!(data3 && typeof data3 == "object" && !Array.isArray(data3))) && (data3 !== null)){
const err5 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/$defs/labelSelectorRequirement/type",keyword:"type",params:{type: schema40.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key2 of Object.keys(data3)){
if(!(((key2 === "key") || (key2 === "operator")) || (key2 === "values"))){
const err6 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/$defs/labelSelectorRequirement/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data3.key !== undefined && func0.call(data3, "key")){
let data4 = data3.key;
if((typeof data4 !== "string") && (data4 !== null)){
const err7 = {instancePath:instancePath+"/matchExpressions/" + i0+"/key",schemaPath:"#/$defs/labelSelectorRequirement/properties/key/type",keyword:"type",params:{type: schema40.properties.key.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data3.operator !== undefined && func0.call(data3, "operator")){
let data5 = data3.operator;
if((typeof data5 !== "string") && (data5 !== null)){
const err8 = {instancePath:instancePath+"/matchExpressions/" + i0+"/operator",schemaPath:"#/$defs/labelSelectorRequirement/properties/operator/type",keyword:"type",params:{type: schema40.properties.operator.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data3.values !== undefined && func0.call(data3, "values")){
let data6 = data3.values;
if((!(Array.isArray(data6))) && (data6 !== null)){
const err9 = {instancePath:instancePath+"/matchExpressions/" + i0+"/values",schemaPath:"#/$defs/labelSelectorRequirement/properties/values/type",keyword:"type",params:{type: schema40.properties.values.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
let data7 = data6[i1];
if((typeof data7 !== "string") && (data7 !== null)){
const err10 = {instancePath:instancePath+"/matchExpressions/" + i0+"/values/" + i1,schemaPath:"#/$defs/labelSelectorRequirement/properties/values/items/type",keyword:"type",params:{type: schema40.properties.values.items.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
}
}
}
}
}
}
validate24.errors = vErrors;
return errors === 0;
}
validate24.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema41 = {"title":"v1.NetworkPolicyIngressRule","type":["object","null"],"properties":{"ports":{"type":["array","null"],"items":{"$ref":"#/$defs/port"}},"from":{"type":["array","null"],"items":{"$ref":"#/$defs/peer"}}},"additionalProperties":false};
const schema42 = {"title":"v1.NetworkPolicyPort","type":["object","null"],"properties":{"protocol":{"title":"v1.Protocol","type":["string","null"]},"port":{"title":"int32","type":["integer","string","null"],"minimum":-2147483648,"maximum":2147483647},"endPort":{"title":"int32","type":["integer","null"],"minimum":-2147483648,"maximum":2147483647}},"additionalProperties":false};
const schema43 = {"title":"v1.NetworkPolicyPeer","type":["object","null"],"properties":{"podSelector":{"$ref":"#/$defs/labelSelector"},"namespaceSelector":{"$ref":"#/$defs/labelSelector"},"ipBlock":{"$ref":"#/$defs/ipBlock"}},"additionalProperties":false};
const schema44 = {"title":"v1.IPBlock","type":["object","null"],"properties":{"cidr":{"title":"string","type":["string","null"]},"except":{"type":["array","null"],"items":{"title":"string","type":["string","null"]}}},"additionalProperties":false};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate27.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema43.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(((key0 === "podSelector") || (key0 === "namespaceSelector")) || (key0 === "ipBlock"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.podSelector !== undefined && func0.call(data, "podSelector")){
if(!(validate24(data.podSelector, {instancePath:instancePath+"/podSelector",parentData:data,parentDataProperty:"podSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.namespaceSelector !== undefined && func0.call(data, "namespaceSelector")){
if(!(validate24(data.namespaceSelector, {instancePath:instancePath+"/namespaceSelector",parentData:data,parentDataProperty:"namespaceSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.ipBlock !== undefined && func0.call(data, "ipBlock")){
let data2 = data.ipBlock;
if((!(data2 && typeof data2 == "object" && !Array.isArray(data2))) && (data2 !== null)){
const err2 = {instancePath:instancePath+"/ipBlock",schemaPath:"#/$defs/ipBlock/type",keyword:"type",params:{type: schema44.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 of Object.keys(data2)){
if(!((key1 === "cidr") || (key1 === "except"))){
const err3 = {instancePath:instancePath+"/ipBlock",schemaPath:"#/$defs/ipBlock/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data2.cidr !== undefined && func0.call(data2, "cidr")){
let data3 = data2.cidr;
if((typeof data3 !== "string") && (data3 !== null)){
const err4 = {instancePath:instancePath+"/ipBlock/cidr",schemaPath:"#/$defs/ipBlock/properties/cidr/type",keyword:"type",params:{type: schema44.properties.cidr.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data2.except !== undefined && func0.call(data2, "except")){
let data4 = data2.except;
if((!(Array.isArray(data4))) && (data4 !== null)){
const err5 = {instancePath:instancePath+"/ipBlock/except",schemaPath:"#/$defs/ipBlock/properties/except/type",keyword:"type",params:{type: schema44.properties.except.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if((typeof data5 !== "string") && (data5 !== null)){
const err6 = {instancePath:instancePath+"/ipBlock/except/" + i0,schemaPath:"#/$defs/ipBlock/properties/except/items/type",keyword:"type",params:{type: schema44.properties.except.items.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
}
}
}
}
validate27.errors = vErrors;
return errors === 0;
}
validate27.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate26.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema41.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "ports") || (key0 === "from"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.ports !== undefined && func0.call(data, "ports")){
let data0 = data.ports;
if((!(Array.isArray(data0))) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: schema41.properties.ports.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (data1 !== null)){
const err3 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/$defs/port/type",keyword:"type",params:{type: schema42.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 of Object.keys(data1)){
if(!(((key1 === "protocol") || (key1 === "port")) || (key1 === "endPort"))){
const err4 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/$defs/port/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.protocol !== undefined && func0.call(data1, "protocol")){
let data2 = data1.protocol;
if((typeof data2 !== "string") && (data2 !== null)){
const err5 = {instancePath:instancePath+"/ports/" + i0+"/protocol",schemaPath:"#/$defs/port/properties/protocol/type",keyword:"type",params:{type: schema42.properties.protocol.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.port !== undefined && func0.call(data1, "port")){
let data3 = data1.port;
if(((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (typeof data3 !== "string")) && (data3 !== null)){
const err6 = {instancePath:instancePath+"/ports/" + i0+"/port",schemaPath:"#/$defs/port/properties/port/type",keyword:"type",params:{type: schema42.properties.port.type},message:"must be integer,string,null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 2147483647 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/ports/" + i0+"/port",schemaPath:"#/$defs/port/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3 < -2147483648 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/ports/" + i0+"/port",schemaPath:"#/$defs/port/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648},message:"must be >= -2147483648"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data1.endPort !== undefined && func0.call(data1, "endPort")){
let data4 = data1.endPort;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err9 = {instancePath:instancePath+"/ports/" + i0+"/endPort",schemaPath:"#/$defs/port/properties/endPort/type",keyword:"type",params:{type: schema42.properties.endPort.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 2147483647 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/ports/" + i0+"/endPort",schemaPath:"#/$defs/port/properties/endPort/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4 < -2147483648 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/ports/" + i0+"/endPort",schemaPath:"#/$defs/port/properties/endPort/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648},message:"must be >= -2147483648"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
}
}
}
if(data.from !== undefined && func0.call(data, "from")){
let data5 = data.from;
if((!(Array.isArray(data5))) && (data5 !== null)){
const err12 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: schema41.properties.from.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(!(validate27(data5[i1], {instancePath:instancePath+"/from/" + i1,parentData:data5,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
}
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"title":"v1.NetworkPolicyEgressRule","type":["object","null"],"properties":{"ports":{"type":["array","null"],"items":{"$ref":"#/$defs/port"}},"to":{"type":["array","null"],"items":{"$ref":"#/$defs/peer"}}},"additionalProperties":false};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate32.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema45.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "ports") || (key0 === "to"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.ports !== undefined && func0.call(data, "ports")){
let data0 = data.ports;
if((!(Array.isArray(data0))) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: schema45.properties.ports.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if((!(data1 && typeof data1 == "object" && !Array.isArray(data1))) && (data1 !== null)){
const err3 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/$defs/port/type",keyword:"type",params:{type: schema42.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 of Object.keys(data1)){
if(!(((key1 === "protocol") || (key1 === "port")) || (key1 === "endPort"))){
const err4 = {instancePath:instancePath+"/ports/" + i0,schemaPath:"#/$defs/port/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data1.protocol !== undefined && func0.call(data1, "protocol")){
let data2 = data1.protocol;
if((typeof data2 !== "string") && (data2 !== null)){
const err5 = {instancePath:instancePath+"/ports/" + i0+"/protocol",schemaPath:"#/$defs/port/properties/protocol/type",keyword:"type",params:{type: schema42.properties.protocol.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data1.port !== undefined && func0.call(data1, "port")){
let data3 = data1.port;
if(((!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) && (typeof data3 !== "string")) && (data3 !== null)){
const err6 = {instancePath:instancePath+"/ports/" + i0+"/port",schemaPath:"#/$defs/port/properties/port/type",keyword:"type",params:{type: schema42.properties.port.type},message:"must be integer,string,null"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 2147483647 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/ports/" + i0+"/port",schemaPath:"#/$defs/port/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data3 < -2147483648 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/ports/" + i0+"/port",schemaPath:"#/$defs/port/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648},message:"must be >= -2147483648"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data1.endPort !== undefined && func0.call(data1, "endPort")){
let data4 = data1.endPort;
if((!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) && (data4 !== null)){
const err9 = {instancePath:instancePath+"/ports/" + i0+"/endPort",schemaPath:"#/$defs/port/properties/endPort/type",keyword:"type",params:{type: schema42.properties.endPort.type},message:"must be integer,null"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 2147483647 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/ports/" + i0+"/endPort",schemaPath:"#/$defs/port/properties/endPort/maximum",keyword:"maximum",params:{comparison: "<=", limit: 2147483647},message:"must be <= 2147483647"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(data4 < -2147483648 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/ports/" + i0+"/endPort",schemaPath:"#/$defs/port/properties/endPort/minimum",keyword:"minimum",params:{comparison: ">=", limit: -2147483648},message:"must be >= -2147483648"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
}
}
}
}
if(data.to !== undefined && func0.call(data, "to")){
let data5 = data.to;
if((!(Array.isArray(data5))) && (data5 !== null)){
const err12 = {instancePath:instancePath+"/to",schemaPath:"#/properties/to/type",keyword:"type",params:{type: schema45.properties.to.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(!(validate27(data5[i1], {instancePath:instancePath+"/to/" + i1,parentData:data5,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
}
}
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate23.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema37.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((((key0 === "podSelector") || (key0 === "ingress")) || (key0 === "egress")) || (key0 === "policyTypes"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.podSelector !== undefined && func0.call(data, "podSelector")){
if(!(validate24(data.podSelector, {instancePath:instancePath+"/podSelector",parentData:data,parentDataProperty:"podSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.ingress !== undefined && func0.call(data, "ingress")){
let data1 = data.ingress;
if((!(Array.isArray(data1))) && (data1 !== null)){
const err2 = {instancePath:instancePath+"/ingress",schemaPath:"#/properties/ingress/type",keyword:"type",params:{type: schema37.properties.ingress.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate26(data1[i0], {instancePath:instancePath+"/ingress/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
}
if(data.egress !== undefined && func0.call(data, "egress")){
let data3 = data.egress;
if((!(Array.isArray(data3))) && (data3 !== null)){
const err3 = {instancePath:instancePath+"/egress",schemaPath:"#/properties/egress/type",keyword:"type",params:{type: schema37.properties.egress.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(!(validate32(data3[i1], {instancePath:instancePath+"/egress/" + i1,parentData:data3,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
}
}
if(data.policyTypes !== undefined && func0.call(data, "policyTypes")){
let data5 = data.policyTypes;
if((!(Array.isArray(data5))) && (data5 !== null)){
const err4 = {instancePath:instancePath+"/policyTypes",schemaPath:"#/properties/policyTypes/type",keyword:"type",params:{type: schema37.properties.policyTypes.type},message:"must be array,null"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(Array.isArray(data5)){
const len2 = data5.length;
for(let i2=0; i2<len2; i2++){
let data6 = data5[i2];
if((typeof data6 !== "string") && (data6 !== null)){
const err5 = {instancePath:instancePath+"/policyTypes/" + i2,schemaPath:"#/properties/policyTypes/items/type",keyword:"type",params:{type: schema37.properties.policyTypes.items.type},message:"must be string,null"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
}
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="network-policy.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((!(data && typeof data == "object" && !Array.isArray(data))) && (data !== null)){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema31.type},message:"must be object,null"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((((key0 === "apiVersion") || (key0 === "kind")) || (key0 === "metadata")) || (key0 === "spec"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.metadata !== undefined && func0.call(data, "metadata")){
if(!(validate21(data.metadata, {instancePath:instancePath+"/metadata",parentData:data,parentDataProperty:"metadata",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
if(data.spec !== undefined && func0.call(data, "spec")){
if(!(validate23(data.spec, {instancePath:instancePath+"/spec",parentData:data,parentDataProperty:"spec",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

export const schema = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "network-policy.schema.json",
  "$comment": "networking.k8s.io/v1 NetworkPolicy as of Kubernetes 1.36; status existed from 1.24 to 1.27 only. Titles are the Go types that the decoder names. Null leaves a field unset.",
  "title": "v1.NetworkPolicy",
  "type": ["object", "null"],
  "properties": {
    "apiVersion": {},
    "kind": {},
    "metadata": { "$ref": "#/$defs/objectMeta" },
    "spec": { "$ref": "#/$defs/spec" }
  },
  "additionalProperties": false,
  "$defs": {
    "objectMeta": {
      "title": "v1.ObjectMeta",
      "type": ["object", "null"],
      "properties": {
        "name": { "title": "string", "type": ["string", "null"] },
        "generateName": { "title": "string", "type": ["string", "null"] },
        "namespace": { "title": "string", "type": ["string", "null"] },
        "selfLink": { "title": "string", "type": ["string", "null"] },
        "uid": { "title": "types.UID", "type": ["string", "null"] },
        "resourceVersion": { "title": "string", "type": ["string", "null"] },
        "generation": {
          "title": "int64",
          "type": ["integer", "null"],
          "minimum": -9223372036854775808,
          "exclusiveMaximum": 9223372036854775808
        },
        "creationTimestamp": { "title": "string", "type": ["string", "null"] },
        "deletionTimestamp": { "title": "string", "type": ["string", "null"] },
        "deletionGracePeriodSeconds": {
          "title": "int64",
          "type": ["integer", "null"],
          "minimum": -9223372036854775808,
          "exclusiveMaximum": 9223372036854775808
        },
        "labels": { "$ref": "#/$defs/stringMap" },
        "annotations": { "$ref": "#/$defs/stringMap" },
        "ownerReferences": { "type": ["array", "null"], "items": { "$ref": "#/$defs/ownerReference" } },
        "finalizers": { "type": ["array", "null"], "items": { "title": "string", "type": ["string", "null"] } },
        "managedFields": { "type": ["array", "null"], "items": { "$ref": "#/$defs/managedFieldsEntry" } }
      },
      "additionalProperties": false
    },
    "ownerReference": {
      "title": "v1.OwnerReference",
      "type": ["object", "null"],
      "properties": {
        "apiVersion": { "title": "string", "type": ["string", "null"] },
        "kind": { "title": "string", "type": ["string", "null"] },
        "name": { "title": "string", "type": ["string", "null"] },
        "uid": { "title": "types.UID", "type": ["string", "null"] },
        "controller": { "title": "bool", "type": ["boolean", "null"] },
        "blockOwnerDeletion": { "title": "bool", "type": ["boolean", "null"] }
      },
      "additionalProperties": false
    },
    "managedFieldsEntry": {
      "title": "v1.ManagedFieldsEntry",
      "type": ["object", "null"],
      "properties": {
        "manager": { "title": "string", "type": ["string", "null"] },
        "operation": { "title": "v1.ManagedFieldsOperationType", "type": ["string", "null"] },
        "apiVersion": { "title": "string", "type": ["string", "null"] },
        "time": { "title": "string", "type": ["string", "null"] },
        "fieldsType": { "title": "string", "type": ["string", "null"] },
        "fieldsV1": {},
        "subresource": { "title": "string", "type": ["string", "null"] }
      },
      "additionalProperties": false
    },
    "spec": {
      "title": "v1.NetworkPolicySpec",
      "type": ["object", "null"],
      "properties": {
        "podSelector": { "$ref": "#/$defs/labelSelector" },
        "ingress": { "type": ["array", "null"], "items": { "$ref": "#/$defs/ingressRule" } },
        "egress": { "type": ["array", "null"], "items": { "$ref": "#/$defs/egressRule" } },
        "policyTypes": {
          "type": ["array", "null"],
          "items": { "title": "v1.PolicyType", "type": ["string", "null"] }
        }
      },
      "additionalProperties": false
    },
    "ingressRule": {
      "title": "v1.NetworkPolicyIngressRule",
      "type": ["object", "null"],
      "properties": {
        "ports": { "type": ["array", "null"], "items": { "$ref": "#/$defs/port" } },
        "from": { "type": ["array", "null"], "items": { "$ref": "#/$defs/peer" } }
      },
      "additionalProperties": false
    },
    "egressRule": {
      "title": "v1.NetworkPolicyEgressRule",
      "type": ["object", "null"],
      "properties": {
        "ports": { "type": ["array", "null"], "items": { "$ref": "#/$defs/port" } },
        "to": { "type": ["array", "null"], "items": { "$ref": "#/$defs/peer" } }
      },
      "additionalProperties": false
    },
    "peer": {
      "title": "v1.NetworkPolicyPeer",
      "type": ["object", "null"],
      "properties": {
        "podSelector": { "$ref": "#/$defs/labelSelector" },
        "namespaceSelector": { "$ref": "#/$defs/labelSelector" },
        "ipBlock": { "$ref": "#/$defs/ipBlock" }
      },
      "additionalProperties": false
    },
    "ipBlock": {
      "title": "v1.IPBlock",
      "type": ["object", "null"],
      "properties": {
        "cidr": { "title": "string", "type": ["string", "null"] },
        "except": { "type": ["array", "null"], "items": { "title": "string", "type": ["string", "null"] } }
      },
      "additionalProperties": false
    },
    "port": {
      "title": "v1.NetworkPolicyPort",
      "type": ["object", "null"],
      "properties": {
        "protocol": { "title": "v1.Protocol", "type": ["string", "null"] },
        "port": {
          "title": "int32",
          "type": ["integer", "string", "null"],
          "minimum": -2147483648,
          "maximum": 2147483647
        },
        "endPort": {
          "title": "int32",
          "type": ["integer", "null"],
          "minimum": -2147483648,
          "maximum": 2147483647
        }
      },
      "additionalProperties": false
    },
    "labelSelector": {
      "title": "v1.LabelSelector",
      "type": ["object", "null"],
      "properties": {
        "matchLabels": { "$ref": "#/$defs/stringMap" },
        "matchExpressions": { "type": ["array", "null"], "items": { "$ref": "#/$defs/labelSelectorRequirement" } }
      },
      "additionalProperties": false
    },
    "labelSelectorRequirement": {
      "title": "v1.LabelSelectorRequirement",
      "type": ["object", "null"],
      "properties": {
        "key": { "title": "string", "type": ["string", "null"] },
        "operator": { "title": "v1.LabelSelectorOperator", "type": ["string", "null"] },
        "values": { "type": ["array", "null"], "items": { "title": "string", "type": ["string", "null"] } }
      },
      "additionalProperties": false
    },
    "stringMap": {
      "title": "map[string]string",
      "type": ["object", "null"],
      "additionalProperties": { "title": "string", "type": ["string", "null"] }
    }
  }
};
