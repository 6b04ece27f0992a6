/* oxlint-disable */
// Made by `npm run schemas`. Change the schema instead.
// @ts-nocheck
export const validate = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"Configuration of netpolint","description":"netpolint.config.yaml, .json, .js, .mjs or .ts. See docs/guides/configuration.md.","type":"object","additionalProperties":false,"properties":{"$schema":{"type":"string","description":"Where this schema is, for editors."},"extends":{"description":"Configurations that this one builds on: a preset, a file or a package. Later ones win, and this one wins over all.","type":["string","array"],"items":{"type":"string"},"examples":["netpolint:recommended",["netpolint:strict","./shared/netpolint.yaml"]]},"plugins":{"description":"Packages or files with rules and packs of others, by the prefix of their ids.","type":"object","additionalProperties":{"type":"string"},"examples":[{"acme":"@acme/netpolint-plugin","own":"./lint/plugin.mjs"}]},"rules":{"description":"Severities of rules by id, or [severity, options].","type":"object","additionalProperties":{"$ref":"#/$defs/rule"}},"packs":{"description":"Which flow packs are checked, and their parameters.","type":"object","additionalProperties":false,"properties":{"ids":{"description":"The packs to check; left out: those whose subjects are in the input.","type":"array","items":{"type":"string"}},"parameters":{"description":"Values by pack and parameter.","type":"object","additionalProperties":{"type":"object","additionalProperties":{"type":["string","number","boolean"]}}}}},"expectations":{"description":"Files with flows that have to work or must not, from the folder of this file.","type":["string","array"],"items":{"type":"string"}},"environment":{"description":"What is known about the cluster. It wins over what the input says.","type":"object","additionalProperties":false,"properties":{"world":{"description":"open: pods and namespaces that are not in the input may exist. closed: the input is the whole cluster.","enum":["open","closed"]},"namespace":{"description":"The namespace of objects that name none.","type":"string"},"platform":{"description":"openshift: what it does beside the Kubernetes API counts. kubernetes: nothing beside it, whatever the input suggests.","enum":["kubernetes","openshift"]},"channel":{"description":"Which fields the cluster's definitions of AdminNetworkPolicy and ClusterNetworkPolicy have.","enum":["standard","experimental"]},"cni":{"description":"The network plugin that applies NetworkPolicies.","enum":["antrea","aws-vpc-cni","azure-npm","calico","cilium","flannel","kindnet","kube-router","openshift-sdn","ovn-kubernetes","weave"]},"kubernetesVersion":{"description":"The release of the API server, such as \"1.33\", in quotes: what it refuses depends on it.","type":"string"},"apiServer":{"description":"CIDRs of the API server, from which it calls and at which it is reached.","$ref":"#/$defs/cidrs"},"podRanges":{"description":"CIDRs in which every pod has its addresses.","$ref":"#/$defs/cidrs"},"serviceRanges":{"description":"CIDRs of the Services' own addresses.","$ref":"#/$defs/cidrs"},"nodeRanges":{"description":"CIDRs in which every node has its addresses.","$ref":"#/$defs/cidrs"},"dns":{"description":"Where pods ask for names.","type":"array","items":{"type":"object","additionalProperties":false,"required":["to"],"properties":{"to":{"description":"An endpoint, as `netpolint why` takes it.","type":"string"},"port":{"description":"53 where left out.","type":"integer","minimum":1,"maximum":65535}}}}}},"ignores":{"description":"Globs of files and folders that are not read, from the folder of the configuration. A later `!glob` takes files back.","type":"array","items":{"type":"string"}},"overrides":{"description":"Other severities for some files or objects. Later ones win.","type":"array","items":{"type":"object","additionalProperties":false,"required":["rules","reason"],"properties":{"files":{"description":"Globs of files, from the folder of the configuration.","$ref":"#/$defs/globs"},"objects":{"description":"Globs of `namespace/name`, or of the name of an object without a namespace.","$ref":"#/$defs/globs"},"rules":{"description":"Severities by rule id.","type":"object","additionalProperties":{"$ref":"#/$defs/severity"}},"reason":{"description":"Why, for those who read it later.","type":"string"}}}}},"$defs":{"severity":{"description":"`false` is how YAML may read an `off` without quotes.","enum":["off","info","warning","error",false]},"rule":{"if":{"type":"array"},"then":{"type":"array","minItems":2,"maxItems":2,"prefixItems":[{"$ref":"#/$defs/severity"},{"type":"object"}],"items":false},"else":{"$ref":"#/$defs/severity"}},"cidrs":{"type":["string","array"],"items":{"type":"string"}},"globs":{"type":["string","array"],"items":{"type":"string"}}}};
const schema35 = {"type":["string","array"],"items":{"type":"string"}};
const schema39 = {"type":["string","array"],"items":{"type":"string"}};
const schema33 = {"description":"`false` is how YAML may read an `off` without quotes.","enum":["off","info","warning","error",false]};
const func0 = Object.prototype.hasOwnProperty;
const schema32 = {"if":{"type":"array"},"then":{"type":"array","minItems":2,"maxItems":2,"prefixItems":[{"$ref":"#/$defs/severity"},{"type":"object"}],"items":false},"else":{"$ref":"#/$defs/severity"}};

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
const _errs0 = errors;
let valid0 = true;
const _errs1 = errors;
if(!(Array.isArray(data))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
var _valid0 = _errs1 === errors;
errors = _errs0;
if(vErrors !== null){
if(_errs0){
vErrors.length = _errs0;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs3 = errors;
if(Array.isArray(data)){
if(data.length > 2){
const err1 = {instancePath,schemaPath:"#/then/maxItems",keyword:"maxItems",params:{limit: 2},message:"must NOT have more than 2 items"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.length < 2){
const err2 = {instancePath,schemaPath:"#/then/minItems",keyword:"minItems",params:{limit: 2},message:"must NOT have fewer than 2 items"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
const len0 = data.length;
if(len0 > 0){
let data0 = data[0];
if(!(((((data0 === "off") || (data0 === "info")) || (data0 === "warning")) || (data0 === "error")) || (data0 === false))){
const err3 = {instancePath:instancePath+"/0",schemaPath:"#/$defs/severity/enum",keyword:"enum",params:{allowedValues: schema33.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(len0 > 1){
let data1 = data[1];
if(!(data1 && typeof data1 == "object" && !Array.isArray(data1))){
const err4 = {instancePath:instancePath+"/1",schemaPath:"#/then/prefixItems/1/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
const len1 = data.length;
if(!(len1 <= 2)){
const err5 = {instancePath,schemaPath:"#/then/items",keyword:"items",params:{limit: 2},message:"must NOT have more than 2 items"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
var _valid0 = _errs3 === errors;
valid0 = _valid0;
if(valid0){
var items0 = true;
}
ifClause0 = "then";
}
else {
const _errs9 = errors;
if(!(((((data === "off") || (data === "info")) || (data === "warning")) || (data === "error")) || (data === false))){
const err7 = {instancePath,schemaPath:"#/$defs/severity/enum",keyword:"enum",params:{allowedValues: schema33.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
var _valid0 = _errs9 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err8 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
validate21.errors = vErrors;
evaluated0.items = items0;
return errors === 0;
}
validate21.evaluated = {"dynamicProps":false,"dynamicItems":true};


function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!(func0.call(schema31.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.$schema !== undefined && func0.call(data, "$schema")){
if(typeof data.$schema !== "string"){
const err1 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.extends !== undefined && func0.call(data, "extends")){
let data1 = data.extends;
if((typeof data1 !== "string") && (!(Array.isArray(data1)))){
const err2 = {instancePath:instancePath+"/extends",schemaPath:"#/properties/extends/type",keyword:"type",params:{type: schema31.properties.extends.type},message:"must be string,array"};
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
if(typeof data1[i0] !== "string"){
const err3 = {instancePath:instancePath+"/extends/" + i0,schemaPath:"#/properties/extends/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
if(data.plugins !== undefined && func0.call(data, "plugins")){
let data3 = data.plugins;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key1 of Object.keys(data3)){
if(typeof data3[key1] !== "string"){
const err4 = {instancePath:instancePath+"/plugins/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/plugins/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/plugins",schemaPath:"#/properties/plugins/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.rules !== undefined && func0.call(data, "rules")){
let data5 = data.rules;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 of Object.keys(data5)){
if(!(validate21(data5[key2], {instancePath:instancePath+"/rules/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data5,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/rules",schemaPath:"#/properties/rules/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.packs !== undefined && func0.call(data, "packs")){
let data7 = data.packs;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key3 of Object.keys(data7)){
if(!((key3 === "ids") || (key3 === "parameters"))){
const err7 = {instancePath:instancePath+"/packs",schemaPath:"#/properties/packs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data7.ids !== undefined && func0.call(data7, "ids")){
let data8 = data7.ids;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
if(typeof data8[i1] !== "string"){
const err8 = {instancePath:instancePath+"/packs/ids/" + i1,schemaPath:"#/properties/packs/properties/ids/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err9 = {instancePath:instancePath+"/packs/ids",schemaPath:"#/properties/packs/properties/ids/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data7.parameters !== undefined && func0.call(data7, "parameters")){
let data10 = data7.parameters;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key4 of Object.keys(data10)){
let data11 = data10[key4];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key5 of Object.keys(data11)){
let data12 = data11[key5];
if(((typeof data12 !== "string") && (!((typeof data12 == "number") && (isFinite(data12))))) && (typeof data12 !== "boolean")){
const err10 = {instancePath:instancePath+"/packs/parameters/" + key4.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/packs/properties/parameters/additionalProperties/additionalProperties/type",keyword:"type",params:{type: schema31.properties.packs.properties.parameters.additionalProperties.additionalProperties.type},message:"must be string,number,boolean"};
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
else {
const err11 = {instancePath:instancePath+"/packs/parameters/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/packs/properties/parameters/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
else {
const err12 = {instancePath:instancePath+"/packs/parameters",schemaPath:"#/properties/packs/properties/parameters/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/packs",schemaPath:"#/properties/packs/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.expectations !== undefined && func0.call(data, "expectations")){
let data13 = data.expectations;
if((typeof data13 !== "string") && (!(Array.isArray(data13)))){
const err14 = {instancePath:instancePath+"/expectations",schemaPath:"#/properties/expectations/type",keyword:"type",params:{type: schema31.properties.expectations.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(Array.isArray(data13)){
const len2 = data13.length;
for(let i2=0; i2<len2; i2++){
if(typeof data13[i2] !== "string"){
const err15 = {instancePath:instancePath+"/expectations/" + i2,schemaPath:"#/properties/expectations/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
}
if(data.environment !== undefined && func0.call(data, "environment")){
let data15 = data.environment;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key6 of Object.keys(data15)){
if(!(func0.call(schema31.properties.environment.properties, key6))){
const err16 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data15.world !== undefined && func0.call(data15, "world")){
let data16 = data15.world;
if(!((data16 === "open") || (data16 === "closed"))){
const err17 = {instancePath:instancePath+"/environment/world",schemaPath:"#/properties/environment/properties/world/enum",keyword:"enum",params:{allowedValues: schema31.properties.environment.properties.world.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data15.namespace !== undefined && func0.call(data15, "namespace")){
if(typeof data15.namespace !== "string"){
const err18 = {instancePath:instancePath+"/environment/namespace",schemaPath:"#/properties/environment/properties/namespace/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data15.platform !== undefined && func0.call(data15, "platform")){
let data18 = data15.platform;
if(!((data18 === "kubernetes") || (data18 === "openshift"))){
const err19 = {instancePath:instancePath+"/environment/platform",schemaPath:"#/properties/environment/properties/platform/enum",keyword:"enum",params:{allowedValues: schema31.properties.environment.properties.platform.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data15.channel !== undefined && func0.call(data15, "channel")){
let data19 = data15.channel;
if(!((data19 === "standard") || (data19 === "experimental"))){
const err20 = {instancePath:instancePath+"/environment/channel",schemaPath:"#/properties/environment/properties/channel/enum",keyword:"enum",params:{allowedValues: schema31.properties.environment.properties.channel.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data15.cni !== undefined && func0.call(data15, "cni")){
let data20 = data15.cni;
if(!(((((((((((data20 === "antrea") || (data20 === "aws-vpc-cni")) || (data20 === "azure-npm")) || (data20 === "calico")) || (data20 === "cilium")) || (data20 === "flannel")) || (data20 === "kindnet")) || (data20 === "kube-router")) || (data20 === "openshift-sdn")) || (data20 === "ovn-kubernetes")) || (data20 === "weave"))){
const err21 = {instancePath:instancePath+"/environment/cni",schemaPath:"#/properties/environment/properties/cni/enum",keyword:"enum",params:{allowedValues: schema31.properties.environment.properties.cni.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data15.kubernetesVersion !== undefined && func0.call(data15, "kubernetesVersion")){
if(typeof data15.kubernetesVersion !== "string"){
const err22 = {instancePath:instancePath+"/environment/kubernetesVersion",schemaPath:"#/properties/environment/properties/kubernetesVersion/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data15.apiServer !== undefined && func0.call(data15, "apiServer")){
let data22 = data15.apiServer;
if((typeof data22 !== "string") && (!(Array.isArray(data22)))){
const err23 = {instancePath:instancePath+"/environment/apiServer",schemaPath:"#/$defs/cidrs/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(Array.isArray(data22)){
const len3 = data22.length;
for(let i3=0; i3<len3; i3++){
if(typeof data22[i3] !== "string"){
const err24 = {instancePath:instancePath+"/environment/apiServer/" + i3,schemaPath:"#/$defs/cidrs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
}
if(data15.podRanges !== undefined && func0.call(data15, "podRanges")){
let data24 = data15.podRanges;
if((typeof data24 !== "string") && (!(Array.isArray(data24)))){
const err25 = {instancePath:instancePath+"/environment/podRanges",schemaPath:"#/$defs/cidrs/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(Array.isArray(data24)){
const len4 = data24.length;
for(let i4=0; i4<len4; i4++){
if(typeof data24[i4] !== "string"){
const err26 = {instancePath:instancePath+"/environment/podRanges/" + i4,schemaPath:"#/$defs/cidrs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
}
if(data15.serviceRanges !== undefined && func0.call(data15, "serviceRanges")){
let data26 = data15.serviceRanges;
if((typeof data26 !== "string") && (!(Array.isArray(data26)))){
const err27 = {instancePath:instancePath+"/environment/serviceRanges",schemaPath:"#/$defs/cidrs/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(Array.isArray(data26)){
const len5 = data26.length;
for(let i5=0; i5<len5; i5++){
if(typeof data26[i5] !== "string"){
const err28 = {instancePath:instancePath+"/environment/serviceRanges/" + i5,schemaPath:"#/$defs/cidrs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
if(data15.nodeRanges !== undefined && func0.call(data15, "nodeRanges")){
let data28 = data15.nodeRanges;
if((typeof data28 !== "string") && (!(Array.isArray(data28)))){
const err29 = {instancePath:instancePath+"/environment/nodeRanges",schemaPath:"#/$defs/cidrs/type",keyword:"type",params:{type: schema35.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
if(Array.isArray(data28)){
const len6 = data28.length;
for(let i6=0; i6<len6; i6++){
if(typeof data28[i6] !== "string"){
const err30 = {instancePath:instancePath+"/environment/nodeRanges/" + i6,schemaPath:"#/$defs/cidrs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
if(data15.dns !== undefined && func0.call(data15, "dns")){
let data30 = data15.dns;
if(Array.isArray(data30)){
const len7 = data30.length;
for(let i7=0; i7<len7; i7++){
let data31 = data30[i7];
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if((data31.to === undefined) || (!(func0.call(data31, "to")))){
const err31 = {instancePath:instancePath+"/environment/dns/" + i7,schemaPath:"#/properties/environment/properties/dns/items/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
for(const key7 of Object.keys(data31)){
if(!((key7 === "to") || (key7 === "port"))){
const err32 = {instancePath:instancePath+"/environment/dns/" + i7,schemaPath:"#/properties/environment/properties/dns/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data31.to !== undefined && func0.call(data31, "to")){
if(typeof data31.to !== "string"){
const err33 = {instancePath:instancePath+"/environment/dns/" + i7+"/to",schemaPath:"#/properties/environment/properties/dns/items/properties/to/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data31.port !== undefined && func0.call(data31, "port")){
let data33 = data31.port;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
const err34 = {instancePath:instancePath+"/environment/dns/" + i7+"/port",schemaPath:"#/properties/environment/properties/dns/items/properties/port/type",keyword:"type",params:{type: "integer"},message:"must be integer"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 65535 || isNaN(data33)){
const err35 = {instancePath:instancePath+"/environment/dns/" + i7+"/port",schemaPath:"#/properties/environment/properties/dns/items/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data33 < 1 || isNaN(data33)){
const err36 = {instancePath:instancePath+"/environment/dns/" + i7+"/port",schemaPath:"#/properties/environment/properties/dns/items/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/environment/dns/" + i7,schemaPath:"#/properties/environment/properties/dns/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath:instancePath+"/environment/dns",schemaPath:"#/properties/environment/properties/dns/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/environment",schemaPath:"#/properties/environment/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.ignores !== undefined && func0.call(data, "ignores")){
let data34 = data.ignores;
if(Array.isArray(data34)){
const len8 = data34.length;
for(let i8=0; i8<len8; i8++){
if(typeof data34[i8] !== "string"){
const err40 = {instancePath:instancePath+"/ignores/" + i8,schemaPath:"#/properties/ignores/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/ignores",schemaPath:"#/properties/ignores/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.overrides !== undefined && func0.call(data, "overrides")){
let data36 = data.overrides;
if(Array.isArray(data36)){
const len9 = data36.length;
for(let i9=0; i9<len9; i9++){
let data37 = data36[i9];
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if((data37.rules === undefined) || (!(func0.call(data37, "rules")))){
const err42 = {instancePath:instancePath+"/overrides/" + i9,schemaPath:"#/properties/overrides/items/required",keyword:"required",params:{missingProperty: "rules"},message:"must have required property '"+"rules"+"'"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if((data37.reason === undefined) || (!(func0.call(data37, "reason")))){
const err43 = {instancePath:instancePath+"/overrides/" + i9,schemaPath:"#/properties/overrides/items/required",keyword:"required",params:{missingProperty: "reason"},message:"must have required property '"+"reason"+"'"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
for(const key8 of Object.keys(data37)){
if(!((((key8 === "files") || (key8 === "objects")) || (key8 === "rules")) || (key8 === "reason"))){
const err44 = {instancePath:instancePath+"/overrides/" + i9,schemaPath:"#/properties/overrides/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
if(data37.files !== undefined && func0.call(data37, "files")){
let data38 = data37.files;
if((typeof data38 !== "string") && (!(Array.isArray(data38)))){
const err45 = {instancePath:instancePath+"/overrides/" + i9+"/files",schemaPath:"#/$defs/globs/type",keyword:"type",params:{type: schema39.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
if(Array.isArray(data38)){
const len10 = data38.length;
for(let i10=0; i10<len10; i10++){
if(typeof data38[i10] !== "string"){
const err46 = {instancePath:instancePath+"/overrides/" + i9+"/files/" + i10,schemaPath:"#/$defs/globs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
}
if(data37.objects !== undefined && func0.call(data37, "objects")){
let data40 = data37.objects;
if((typeof data40 !== "string") && (!(Array.isArray(data40)))){
const err47 = {instancePath:instancePath+"/overrides/" + i9+"/objects",schemaPath:"#/$defs/globs/type",keyword:"type",params:{type: schema39.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(Array.isArray(data40)){
const len11 = data40.length;
for(let i11=0; i11<len11; i11++){
if(typeof data40[i11] !== "string"){
const err48 = {instancePath:instancePath+"/overrides/" + i9+"/objects/" + i11,schemaPath:"#/$defs/globs/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
}
if(data37.rules !== undefined && func0.call(data37, "rules")){
let data42 = data37.rules;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
for(const key9 of Object.keys(data42)){
let data43 = data42[key9];
if(!(((((data43 === "off") || (data43 === "info")) || (data43 === "warning")) || (data43 === "error")) || (data43 === false))){
const err49 = {instancePath:instancePath+"/overrides/" + i9+"/rules/" + key9.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/severity/enum",keyword:"enum",params:{allowedValues: schema33.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/overrides/" + i9+"/rules",schemaPath:"#/properties/overrides/items/properties/rules/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data37.reason !== undefined && func0.call(data37, "reason")){
if(typeof data37.reason !== "string"){
const err51 = {instancePath:instancePath+"/overrides/" + i9+"/reason",schemaPath:"#/properties/overrides/items/properties/reason/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
}
else {
const err52 = {instancePath:instancePath+"/overrides/" + i9,schemaPath:"#/properties/overrides/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
else {
const err53 = {instancePath:instancePath+"/overrides",schemaPath:"#/properties/overrides/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
else {
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
