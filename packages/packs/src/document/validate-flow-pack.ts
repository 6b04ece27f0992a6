/* oxlint-disable */
// Made by `npm run schemas`. Change the schema instead.
// @ts-nocheck
export const validate = validate20;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","title":"A flow pack of netpolint","description":"What some software needs, or must not have, of NetworkPolicies.","type":"object","additionalProperties":false,"required":["id","title","software","link","flows"],"properties":{"$schema":{"type":"string"},"id":{"$ref":"#/$defs/packId","description":"The name under which the pack is chosen."},"title":{"$ref":"#/$defs/text","description":"The software, in a few words."},"software":{"type":"object","description":"The software and the versions that the rows were read for, in words or as a range.","additionalProperties":false,"required":["name","versions"],"properties":{"name":{"$ref":"#/$defs/text"},"versions":{"$ref":"#/$defs/text"},"established":{"$ref":"#/$defs/text","description":"Sentences: how the versions are known, or why they are not."}}},"link":{"$ref":"#/$defs/link","description":"The page that most rows come from."},"resources":{"type":"object","description":"Objects that parameters are read from, by the names under which the pack speaks of them.","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"type":"object","if":{"type":"object","required":["within"]},"then":{"$ref":"#/$defs/items"},"else":{"if":{"type":"object","required":["installedIn"]},"then":{"$ref":"#/$defs/installation"},"else":{"$ref":"#/$defs/kind"}}}},"parameters":{"type":"object","description":"What rows depend on, by name.","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/parameter"}},"pods":{"type":"object","description":"Pods at the ends of flows, by the names under which the pack speaks of them.","propertyNames":{"$ref":"#/$defs/name"},"additionalProperties":{"$ref":"#/$defs/pods"}},"flows":{"type":"array","description":"The rows.","minItems":1,"items":{"$ref":"#/$defs/flow"}},"advice":{"type":"array","description":"Rows about policies that are written for the software's pods and do not do what they look like.","minItems":1,"items":{"$ref":"#/$defs/advice"}},"remarks":{"type":"array","description":"Facts for the page of the pack that are no flows.","items":{"$ref":"#/$defs/text"}}},"$defs":{"text":{"type":"string","pattern":"\\S"},"packId":{"type":"string","pattern":"^[a-z0-9][a-z0-9-]*$"},"name":{"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]*$"},"link":{"type":"string","pattern":"^https?://"},"path":{"type":"string","pattern":"^[^.]+(?:\\.[^.]+)*$"},"globs":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"}},"scalar":{"type":["string","number","boolean"]},"scalars":{"type":["string","number","boolean","array"],"minItems":1,"items":{"$ref":"#/$defs/scalar"}},"port":{"type":["integer","string"],"minimum":1,"maximum":65535,"pattern":"^\\$\\{[^}.]+\\}$"},"kind":{"type":"object","additionalProperties":false,"required":["group","kind"],"properties":{"group":{"$ref":"#/$defs/text"},"kind":{"$ref":"#/$defs/text"},"namespaced":{"type":"boolean","default":true},"names":{"$ref":"#/$defs/globs"},"namespaces":{"$ref":"#/$defs/globs"},"fields":{"type":"object","description":"Only objects that have these values, by path.","propertyNames":{"$ref":"#/$defs/path"},"additionalProperties":{"type":"string"}},"label":{"$ref":"#/$defs/text","description":"A label of the pods that holds the object's name."},"subject":{"type":"boolean","default":true,"description":"Whether the object by itself says that the software is there."},"versions":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"description":"The versions that the definition has, the one to write last."},"removedVersions":{"type":"object","additionalProperties":{"$ref":"#/$defs/text"},"description":"Versions that it does not have any more, with the release that dropped them."},"misnamedFields":{"type":"object","propertyNames":{"$ref":"#/$defs/path"},"additionalProperties":{"$ref":"#/$defs/path"},"description":"Fields that people write and the definition does not have, with the one that they mean."}}},"items":{"type":"object","additionalProperties":false,"required":["within","items"],"properties":{"within":{"$ref":"#/$defs/name","description":"The resource whose items these are."},"items":{"$ref":"#/$defs/path","description":"The path of the list."}}},"installation":{"type":"object","additionalProperties":false,"required":["installedIn"],"properties":{"installedIn":{"$ref":"#/$defs/text","description":"The namespace that is meant where the input has no pods of it."},"label":{"$ref":"#/$defs/text","description":"A label of the pods that tells installations in one namespace apart."}}},"parameter":{"type":"object","additionalProperties":false,"required":["summary","type"],"properties":{"summary":{"$ref":"#/$defs/text"},"type":{"enum":["text","choice","boolean","port","ports","hosts","endpoint","cidrs","namespace"]},"choices":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"}},"read":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/value"},"description":"Where the value comes from unless the user gives it: the first that has one."},"default":{"$ref":"#/$defs/scalars"},"missing":{"$ref":"#/$defs/text","description":"A sentence: why the value is not known."},"given":{"type":"boolean","default":true,"description":"False where the user cannot give it, since it follows from others."}}},"value":{"type":"object","additionalProperties":false,"minProperties":1,"properties":{"value":{"$ref":"#/$defs/scalars"},"from":{"$ref":"#/$defs/name"},"field":{"$ref":"#/$defs/path"},"reader":{"$ref":"#/$defs/name","description":"A function beside the pack; in packs written in TypeScript only."},"when":{"$ref":"#/$defs/condition"}},"dependentRequired":{"field":["from"],"reader":["from"]},"anyOf":[{"required":["value"]},{"required":["field"]},{"required":["reader"]}]},"condition":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":2,"properties":{"parameter":{"$ref":"#/$defs/name"},"is":{"$ref":"#/$defs/scalars"},"platform":{"const":"openshift"},"field":{"$ref":"#/$defs/path"},"of":{"$ref":"#/$defs/name"},"pods":{"$ref":"#/$defs/name"},"object":{"type":"object","additionalProperties":false,"required":["kind"],"properties":{"group":{"type":"string","description":"The core group is \"\". Left out: any, of kinds that netpolint reads anyway or that are among `resources`."},"kind":{"$ref":"#/$defs/text"},"namespaced":{"type":"boolean","description":"Left out: true."},"names":{"$ref":"#/$defs/globs"},"namespaces":{"$ref":"#/$defs/globs"}}},"all":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/condition"}},"any":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/condition"}},"not":{"$ref":"#/$defs/condition"}},"dependentRequired":{"is":["parameter"],"field":["of"],"of":["field"]},"oneOf":[{"required":["parameter"]},{"required":["platform"]},{"required":["field"]},{"required":["pods"]},{"required":["object"]},{"required":["all"]},{"required":["any"]},{"required":["not"]}]},"selector":{"type":"object","additionalProperties":false,"description":"A label selector as in the Kubernetes API.","properties":{"matchLabels":{"type":"object","additionalProperties":{"type":"string"}},"matchExpressions":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["key","operator"],"properties":{"key":{"$ref":"#/$defs/text"},"operator":{"enum":["In","NotIn","Exists","DoesNotExist"]},"values":{"type":"array","items":{"type":"string"}}}}}}},"pods":{"type":"object","additionalProperties":false,"required":["title","role","select"],"properties":{"title":{"$ref":"#/$defs/text","description":"In words: \"the operator\"."},"role":{"enum":["subject","peer"],"description":"subject: pods of the software itself. peer: somebody else's."},"of":{"$ref":"#/$defs/name","description":"The resource whose objects make them."},"select":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"selector":{"$ref":"#/$defs/selector"},"namespaces":{"$ref":"#/$defs/globs"},"names":{"$ref":"#/$defs/globs"},"namespaceSelector":{"$ref":"#/$defs/selector","description":"Of the labels of the namespace. Namespaces whose labels are not known are not selected."},"annotations":{"type":"object","additionalProperties":{"type":"string"},"description":"An annotation that the pods do not have is taken from their namespace."},"when":{"$ref":"#/$defs/condition"}}}},"parameter":{"$ref":"#/$defs/name","description":"An endpoint that the user may name instead."},"assume":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["namespace","labels"],"properties":{"namespace":{"$ref":"#/$defs/text"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"hostNetwork":{"type":"boolean"},"when":{"$ref":"#/$defs/condition"},"note":{"$ref":"#/$defs/text"}}}},"settle":{"$ref":"#/$defs/text"},"missing":{"$ref":"#/$defs/text"}}},"end":{"type":["string","object"],"if":{"type":"string"},"then":{"enum":["apiserver","dns","node","external","anyone"]},"else":{"additionalProperties":false,"minProperties":1,"properties":{"pods":{"$ref":"#/$defs/name"},"endpoint":{"$ref":"#/$defs/text"},"cidrs":{"type":["string","array"],"minItems":1,"items":{"$ref":"#/$defs/text"}},"hosts":{"$ref":"#/$defs/text"},"namespace":{"$ref":"#/$defs/text"},"service":{"type":"object","additionalProperties":false,"required":["namespace","name"],"properties":{"namespace":{"$ref":"#/$defs/text"},"name":{"$ref":"#/$defs/text"},"port":{"$ref":"#/$defs/port"}}},"webhooks":{"type":"object","additionalProperties":false,"required":["names"],"properties":{"names":{"$ref":"#/$defs/globs"}}}},"dependentRequired":{"namespace":["hosts"]},"oneOf":[{"required":["pods"]},{"required":["endpoint"]},{"required":["cidrs"]},{"required":["hosts"]},{"required":["service"]},{"required":["webhooks"]}]}},"ends":{"if":{"type":"array"},"then":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/end"}},"else":{"$ref":"#/$defs/end"}},"flow":{"type":"object","additionalProperties":false,"required":["id","level","from","to","why"],"properties":{"id":{"type":["string","array"],"pattern":"\\S","minItems":1,"items":{"$ref":"#/$defs/text"}},"level":{"enum":["must","may","mustNot"]},"severity":{"enum":["error","warning","info"]},"from":{"$ref":"#/$defs/ends"},"to":{"$ref":"#/$defs/ends"},"protocol":{"type":"string","pattern":"^(?:TCP|UDP|SCTP|\\$\\{[^}.]+\\})$"},"port":{"$ref":"#/$defs/port"},"forEach":{"$ref":"#/$defs/name"},"when":{"$ref":"#/$defs/condition"},"why":{"$ref":"#/$defs/text","description":"A clause: \"the API server calls the webhooks of the operator\"."},"link":{"$ref":"#/$defs/link"},"published":{"type":["string","array"],"pattern":"\\S","minItems":1,"items":{"$ref":"#/$defs/text"}},"evidence":{"type":"object","additionalProperties":false,"required":["of","field","message"],"properties":{"of":{"$ref":"#/$defs/name"},"field":{"$ref":"#/$defs/path"},"message":{"$ref":"#/$defs/text"}}}}},"labels":{"type":"object","minProperties":1,"additionalProperties":{"type":"string"}},"advice":{"type":"object","additionalProperties":false,"required":["id","part","labels","namespaces","why","help"],"properties":{"id":{"$ref":"#/$defs/text"},"part":{"enum":["subject","peer"],"description":"Whether a policy's podSelector asks for the labels, or a peer."},"labels":{"$ref":"#/$defs/labels"},"unless":{"$ref":"#/$defs/labels","description":"A selector that admits these as well is left alone."},"namespaces":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"description":"Where the pods would be that are meant."},"when":{"$ref":"#/$defs/condition"},"rows":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"description":"Rows of `flows` that such a policy is meant for: where they are broken, that finding tells it."},"why":{"$ref":"#/$defs/text","description":"A clause: \"in this mode the pods have another label\"."},"help":{"$ref":"#/$defs/text","description":"A sentence: what to write instead."},"link":{"$ref":"#/$defs/link"}}}}};
const schema32 = {"type":"string","pattern":"^[a-z0-9][a-z0-9-]*$"};
const schema33 = {"type":"string","pattern":"\\S"};
const schema37 = {"type":"string","pattern":"^https?://"};
const schema38 = {"type":"string","pattern":"^[A-Za-z][A-Za-z0-9_-]*$"};
const func0 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[a-z0-9][a-z0-9-]*$", "");
const pattern5 = new RegExp("\\S", "");
const pattern9 = new RegExp("^https?://", "");
const pattern10 = new RegExp("^[A-Za-z][A-Za-z0-9_-]*$", "");
const schema39 = {"type":"object","additionalProperties":false,"required":["within","items"],"properties":{"within":{"$ref":"#/$defs/name","description":"The resource whose items these are."},"items":{"$ref":"#/$defs/path","description":"The path of the list."}}};
const schema41 = {"type":"string","pattern":"^[^.]+(?:\\.[^.]+)*$"};
const pattern12 = new RegExp("^[^.]+(?:\\.[^.]+)*$", "");

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
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.within === undefined) || (!(func0.call(data, "within")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "within"},message:"must have required property '"+"within"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.items === undefined) || (!(func0.call(data, "items")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "items"},message:"must have required property '"+"items"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "within") || (key0 === "items"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.within !== undefined && func0.call(data, "within")){
let data0 = data.within;
if(typeof data0 === "string"){
if(!pattern10.test(data0)){
const err3 = {instancePath:instancePath+"/within",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/within",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.items !== undefined && func0.call(data, "items")){
let data1 = data.items;
if(typeof data1 === "string"){
if(!pattern12.test(data1)){
const err5 = {instancePath:instancePath+"/items",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\""};
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
const err6 = {instancePath:instancePath+"/items",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
validate21.errors = vErrors;
return errors === 0;
}
validate21.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema42 = {"type":"object","additionalProperties":false,"required":["installedIn"],"properties":{"installedIn":{"$ref":"#/$defs/text","description":"The namespace that is meant where the input has no pods of it."},"label":{"$ref":"#/$defs/text","description":"A label of the pods that tells installations in one namespace apart."}}};

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
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.installedIn === undefined) || (!(func0.call(data, "installedIn")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "installedIn"},message:"must have required property '"+"installedIn"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!((key0 === "installedIn") || (key0 === "label"))){
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
if(data.installedIn !== undefined && func0.call(data, "installedIn")){
let data0 = data.installedIn;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err2 = {instancePath:instancePath+"/installedIn",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/installedIn",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.label !== undefined && func0.call(data, "label")){
let data1 = data.label;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
const err4 = {instancePath:instancePath+"/label",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/label",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}
validate23.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema45 = {"type":"object","additionalProperties":false,"required":["group","kind"],"properties":{"group":{"$ref":"#/$defs/text"},"kind":{"$ref":"#/$defs/text"},"namespaced":{"type":"boolean","default":true},"names":{"$ref":"#/$defs/globs"},"namespaces":{"$ref":"#/$defs/globs"},"fields":{"type":"object","description":"Only objects that have these values, by path.","propertyNames":{"$ref":"#/$defs/path"},"additionalProperties":{"type":"string"}},"label":{"$ref":"#/$defs/text","description":"A label of the pods that holds the object's name."},"subject":{"type":"boolean","default":true,"description":"Whether the object by itself says that the software is there."},"versions":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"description":"The versions that the definition has, the one to write last."},"removedVersions":{"type":"object","additionalProperties":{"$ref":"#/$defs/text"},"description":"Versions that it does not have any more, with the release that dropped them."},"misnamedFields":{"type":"object","propertyNames":{"$ref":"#/$defs/path"},"additionalProperties":{"$ref":"#/$defs/path"},"description":"Fields that people write and the definition does not have, with the one that they mean."}}};
const schema48 = {"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"}};

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
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}
validate26.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate25(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate25.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.group === undefined) || (!(func0.call(data, "group")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "group"},message:"must have required property '"+"group"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.kind === undefined) || (!(func0.call(data, "kind")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema45.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.group !== undefined && func0.call(data, "group")){
let data0 = data.group;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err3 = {instancePath:instancePath+"/group",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/group",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.kind !== undefined && func0.call(data, "kind")){
let data1 = data.kind;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
const err5 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
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
const err6 = {instancePath:instancePath+"/kind",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.namespaced !== undefined && func0.call(data, "namespaced")){
if(typeof data.namespaced !== "boolean"){
const err7 = {instancePath:instancePath+"/namespaced",schemaPath:"#/properties/namespaced/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.names !== undefined && func0.call(data, "names")){
if(!(validate26(data.names, {instancePath:instancePath+"/names",parentData:data,parentDataProperty:"names",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.namespaces !== undefined && func0.call(data, "namespaces")){
if(!(validate26(data.namespaces, {instancePath:instancePath+"/namespaces",parentData:data,parentDataProperty:"namespaces",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.fields !== undefined && func0.call(data, "fields")){
let data5 = data.fields;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 of Object.keys(data5)){
const _errs14 = errors;
if(typeof key1 === "string"){
if(!pattern12.test(key1)){
const err8 = {instancePath:instancePath+"/fields",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\"",propertyName:key1};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/fields",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key1};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
var valid3 = _errs14 === errors;
if(!valid3){
const err10 = {instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/propertyNames",keyword:"propertyNames",params:{propertyName: key1},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
for(const key2 of Object.keys(data5)){
if(typeof data5[key2] !== "string"){
const err11 = {instancePath:instancePath+"/fields/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/fields/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err12 = {instancePath:instancePath+"/fields",schemaPath:"#/properties/fields/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.label !== undefined && func0.call(data, "label")){
let data7 = data.label;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err13 = {instancePath:instancePath+"/label",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/label",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.subject !== undefined && func0.call(data, "subject")){
if(typeof data.subject !== "boolean"){
const err15 = {instancePath:instancePath+"/subject",schemaPath:"#/properties/subject/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.versions !== undefined && func0.call(data, "versions")){
let data9 = data.versions;
if(Array.isArray(data9)){
if(data9.length < 1){
const err16 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len0 = data9.length;
for(let i0=0; i0<len0; i0++){
let data10 = data9[i0];
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err17 = {instancePath:instancePath+"/versions/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/versions/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/versions",schemaPath:"#/properties/versions/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.removedVersions !== undefined && func0.call(data, "removedVersions")){
let data11 = data.removedVersions;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
for(const key3 of Object.keys(data11)){
let data12 = data11[key3];
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err20 = {instancePath:instancePath+"/removedVersions/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/removedVersions/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/removedVersions",schemaPath:"#/properties/removedVersions/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.misnamedFields !== undefined && func0.call(data, "misnamedFields")){
let data13 = data.misnamedFields;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
for(const key4 of Object.keys(data13)){
const _errs38 = errors;
if(typeof key4 === "string"){
if(!pattern12.test(key4)){
const err23 = {instancePath:instancePath+"/misnamedFields",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\"",propertyName:key4};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/misnamedFields",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key4};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var valid12 = _errs38 === errors;
if(!valid12){
const err25 = {instancePath:instancePath+"/misnamedFields",schemaPath:"#/properties/misnamedFields/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
for(const key5 of Object.keys(data13)){
let data14 = data13[key5];
if(typeof data14 === "string"){
if(!pattern12.test(data14)){
const err26 = {instancePath:instancePath+"/misnamedFields/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/misnamedFields/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/misnamedFields",schemaPath:"#/properties/misnamedFields/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
else {
const err29 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
validate25.errors = vErrors;
return errors === 0;
}
validate25.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema57 = {"type":"object","additionalProperties":false,"required":["summary","type"],"properties":{"summary":{"$ref":"#/$defs/text"},"type":{"enum":["text","choice","boolean","port","ports","hosts","endpoint","cidrs","namespace"]},"choices":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"}},"read":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/value"},"description":"Where the value comes from unless the user gives it: the first that has one."},"default":{"$ref":"#/$defs/scalars"},"missing":{"$ref":"#/$defs/text","description":"A sentence: why the value is not known."},"given":{"type":"boolean","default":true,"description":"False where the user cannot give it, since it follows from others."}}};
const schema60 = {"type":"object","additionalProperties":false,"minProperties":1,"properties":{"value":{"$ref":"#/$defs/scalars"},"from":{"$ref":"#/$defs/name"},"field":{"$ref":"#/$defs/path"},"reader":{"$ref":"#/$defs/name","description":"A function beside the pack; in packs written in TypeScript only."},"when":{"$ref":"#/$defs/condition"}},"dependentRequired":{"field":["from"],"reader":["from"]},"anyOf":[{"required":["value"]},{"required":["field"]},{"required":["reader"]}]};
const schema61 = {"type":["string","number","boolean","array"],"minItems":1,"items":{"$ref":"#/$defs/scalar"}};
const schema62 = {"type":["string","number","boolean"]};

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
if((((typeof data !== "string") && (!((typeof data == "number") && (isFinite(data))))) && (typeof data !== "boolean")) && (!(Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema61.type},message:"must be string,number,boolean,array"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/$defs/scalar/type",keyword:"type",params:{type: schema62.type},message:"must be string,number,boolean"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
validate32.errors = vErrors;
return errors === 0;
}
validate32.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema66 = {"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":2,"properties":{"parameter":{"$ref":"#/$defs/name"},"is":{"$ref":"#/$defs/scalars"},"platform":{"const":"openshift"},"field":{"$ref":"#/$defs/path"},"of":{"$ref":"#/$defs/name"},"pods":{"$ref":"#/$defs/name"},"object":{"type":"object","additionalProperties":false,"required":["kind"],"properties":{"group":{"type":"string","description":"The core group is \"\". Left out: any, of kinds that netpolint reads anyway or that are among `resources`."},"kind":{"$ref":"#/$defs/text"},"namespaced":{"type":"boolean","description":"Left out: true."},"names":{"$ref":"#/$defs/globs"},"namespaces":{"$ref":"#/$defs/globs"}}},"all":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/condition"}},"any":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/condition"}},"not":{"$ref":"#/$defs/condition"}},"dependentRequired":{"is":["parameter"],"field":["of"],"of":["field"]},"oneOf":[{"required":["parameter"]},{"required":["platform"]},{"required":["field"]},{"required":["pods"]},{"required":["object"]},{"required":["all"]},{"required":["any"]},{"required":["not"]}]};
const wrapper0 = {validate: validate34};

function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate34.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.parameter === undefined) || (!(func0.call(data, "parameter")))){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "parameter"},message:"must have required property '"+"parameter"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.platform === undefined) || (!(func0.call(data, "platform")))){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "platform"},message:"must have required property '"+"platform"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.field === undefined) || (!(func0.call(data, "field")))){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "field"},message:"must have required property '"+"field"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
const _errs5 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pods === undefined) || (!(func0.call(data, "pods")))){
const err3 = {instancePath,schemaPath:"#/oneOf/3/required",keyword:"required",params:{missingProperty: "pods"},message:"must have required property '"+"pods"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid0 = true;
passing0 = 3;
}
const _errs6 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.object === undefined) || (!(func0.call(data, "object")))){
const err4 = {instancePath,schemaPath:"#/oneOf/4/required",keyword:"required",params:{missingProperty: "object"},message:"must have required property '"+"object"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 4];
}
else {
if(_valid0){
valid0 = true;
passing0 = 4;
}
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.all === undefined) || (!(func0.call(data, "all")))){
const err5 = {instancePath,schemaPath:"#/oneOf/5/required",keyword:"required",params:{missingProperty: "all"},message:"must have required property '"+"all"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 5];
}
else {
if(_valid0){
valid0 = true;
passing0 = 5;
}
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.any === undefined) || (!(func0.call(data, "any")))){
const err6 = {instancePath,schemaPath:"#/oneOf/6/required",keyword:"required",params:{missingProperty: "any"},message:"must have required property '"+"any"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid0 = _errs8 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 6];
}
else {
if(_valid0){
valid0 = true;
passing0 = 6;
}
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.not === undefined) || (!(func0.call(data, "not")))){
const err7 = {instancePath,schemaPath:"#/oneOf/7/required",keyword:"required",params:{missingProperty: "not"},message:"must have required property '"+"not"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 7];
}
else {
if(_valid0){
valid0 = true;
passing0 = 7;
}
}
}
}
}
}
}
}
if(!valid0){
const err8 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length > 2){
const err9 = {instancePath,schemaPath:"#/maxProperties",keyword:"maxProperties",params:{limit: 2},message:"must NOT have more than 2 properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(Object.keys(data).length < 1){
const err10 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema66.properties, key0))){
const err11 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.parameter !== undefined && func0.call(data, "parameter")){
let data0 = data.parameter;
if(typeof data0 === "string"){
if(!pattern10.test(data0)){
const err12 = {instancePath:instancePath+"/parameter",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/parameter",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.is !== undefined && func0.call(data, "is")){
if(!(validate32(data.is, {instancePath:instancePath+"/is",parentData:data,parentDataProperty:"is",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.platform !== undefined && func0.call(data, "platform")){
if("openshift" !== data.platform){
const err14 = {instancePath:instancePath+"/platform",schemaPath:"#/properties/platform/const",keyword:"const",params:{allowedValue: "openshift"},message:"must be equal to constant"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.field !== undefined && func0.call(data, "field")){
let data3 = data.field;
if(typeof data3 === "string"){
if(!pattern12.test(data3)){
const err15 = {instancePath:instancePath+"/field",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\""};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/field",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.of !== undefined && func0.call(data, "of")){
let data4 = data.of;
if(typeof data4 === "string"){
if(!pattern10.test(data4)){
const err17 = {instancePath:instancePath+"/of",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/of",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.pods !== undefined && func0.call(data, "pods")){
let data5 = data.pods;
if(typeof data5 === "string"){
if(!pattern10.test(data5)){
const err19 = {instancePath:instancePath+"/pods",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/pods",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.object !== undefined && func0.call(data, "object")){
let data6 = data.object;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if((data6.kind === undefined) || (!(func0.call(data6, "kind")))){
const err21 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/required",keyword:"required",params:{missingProperty: "kind"},message:"must have required property '"+"kind"+"'"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key1 of Object.keys(data6)){
if(!(((((key1 === "group") || (key1 === "kind")) || (key1 === "namespaced")) || (key1 === "names")) || (key1 === "namespaces"))){
const err22 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data6.group !== undefined && func0.call(data6, "group")){
if(typeof data6.group !== "string"){
const err23 = {instancePath:instancePath+"/object/group",schemaPath:"#/properties/object/properties/group/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data6.kind !== undefined && func0.call(data6, "kind")){
let data8 = data6.kind;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err24 = {instancePath:instancePath+"/object/kind",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/object/kind",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data6.namespaced !== undefined && func0.call(data6, "namespaced")){
if(typeof data6.namespaced !== "boolean"){
const err26 = {instancePath:instancePath+"/object/namespaced",schemaPath:"#/properties/object/properties/namespaced/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data6.names !== undefined && func0.call(data6, "names")){
if(!(validate26(data6.names, {instancePath:instancePath+"/object/names",parentData:data6,parentDataProperty:"names",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data6.namespaces !== undefined && func0.call(data6, "namespaces")){
if(!(validate26(data6.namespaces, {instancePath:instancePath+"/object/namespaces",parentData:data6,parentDataProperty:"namespaces",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err27 = {instancePath:instancePath+"/object",schemaPath:"#/properties/object/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.all !== undefined && func0.call(data, "all")){
let data12 = data.all;
if(Array.isArray(data12)){
if(data12.length < 1){
const err28 = {instancePath:instancePath+"/all",schemaPath:"#/properties/all/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
if(!(wrapper0.validate(data12[i0], {instancePath:instancePath+"/all/" + i0,parentData:data12,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err29 = {instancePath:instancePath+"/all",schemaPath:"#/properties/all/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data.any !== undefined && func0.call(data, "any")){
let data14 = data.any;
if(Array.isArray(data14)){
if(data14.length < 1){
const err30 = {instancePath:instancePath+"/any",schemaPath:"#/properties/any/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
if(!(wrapper0.validate(data14[i1], {instancePath:instancePath+"/any/" + i1,parentData:data14,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
}
else {
const err31 = {instancePath:instancePath+"/any",schemaPath:"#/properties/any/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data.not !== undefined && func0.call(data, "not")){
if(!(wrapper0.validate(data.not, {instancePath:instancePath+"/not",parentData:data,parentDataProperty:"not",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? wrapper0.validate.errors : vErrors.concat(wrapper0.validate.errors);
errors = vErrors.length;
}
}
if(data.is !== undefined && func0.call(data, "is")){
if((data.parameter === undefined) || (!(func0.call(data, "parameter")))){
const err32 = {instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "is",
    missingProperty: "parameter",
    depsCount: 1,
    deps: "parameter"},message:"must have property parameter when property is is present"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data.field !== undefined && func0.call(data, "field")){
if((data.of === undefined) || (!(func0.call(data, "of")))){
const err33 = {instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "field",
    missingProperty: "of",
    depsCount: 1,
    deps: "of"},message:"must have property of when property field is present"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.of !== undefined && func0.call(data, "of")){
if((data.field === undefined) || (!(func0.call(data, "field")))){
const err34 = {instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "of",
    missingProperty: "field",
    depsCount: 1,
    deps: "field"},message:"must have property field when property of is present"};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}
validate34.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate31(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate31.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.value === undefined) || (!(func0.call(data, "value")))){
const err0 = {instancePath,schemaPath:"#/anyOf/0/required",keyword:"required",params:{missingProperty: "value"},message:"must have required property '"+"value"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
valid0 = valid0 || _valid0;
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.field === undefined) || (!(func0.call(data, "field")))){
const err1 = {instancePath,schemaPath:"#/anyOf/1/required",keyword:"required",params:{missingProperty: "field"},message:"must have required property '"+"field"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
var _valid0 = _errs3 === errors;
valid0 = valid0 || _valid0;
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.reader === undefined) || (!(func0.call(data, "reader")))){
const err2 = {instancePath,schemaPath:"#/anyOf/2/required",keyword:"required",params:{missingProperty: "reader"},message:"must have required property '"+"reader"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
var _valid0 = _errs4 === errors;
valid0 = valid0 || _valid0;
if(!valid0){
const err3 = {instancePath,schemaPath:"#/anyOf",keyword:"anyOf",params:{},message:"must match a schema in anyOf"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err4 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((((key0 === "value") || (key0 === "from")) || (key0 === "field")) || (key0 === "reader")) || (key0 === "when"))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.value !== undefined && func0.call(data, "value")){
if(!(validate32(data.value, {instancePath:instancePath+"/value",parentData:data,parentDataProperty:"value",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.from !== undefined && func0.call(data, "from")){
let data1 = data.from;
if(typeof data1 === "string"){
if(!pattern10.test(data1)){
const err6 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/from",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.field !== undefined && func0.call(data, "field")){
let data2 = data.field;
if(typeof data2 === "string"){
if(!pattern12.test(data2)){
const err8 = {instancePath:instancePath+"/field",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\""};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/field",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.reader !== undefined && func0.call(data, "reader")){
let data3 = data.reader;
if(typeof data3 === "string"){
if(!pattern10.test(data3)){
const err10 = {instancePath:instancePath+"/reader",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/reader",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.when !== undefined && func0.call(data, "when")){
if(!(validate34(data.when, {instancePath:instancePath+"/when",parentData:data,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.field !== undefined && func0.call(data, "field")){
if((data.from === undefined) || (!(func0.call(data, "from")))){
const err12 = {instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "field",
    missingProperty: "from",
    depsCount: 1,
    deps: "from"},message:"must have property from when property field is present"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.reader !== undefined && func0.call(data, "reader")){
if((data.from === undefined) || (!(func0.call(data, "from")))){
const err13 = {instancePath,schemaPath:"#/dependentRequired",keyword:"dependentRequired",params:{property: "reader",
    missingProperty: "from",
    depsCount: 1,
    deps: "from"},message:"must have property from when property reader is present"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
validate31.errors = vErrors;
return errors === 0;
}
validate31.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate30.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.summary === undefined) || (!(func0.call(data, "summary")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "summary"},message:"must have required property '"+"summary"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.type === undefined) || (!(func0.call(data, "type")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "type"},message:"must have required property '"+"type"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "summary") || (key0 === "type")) || (key0 === "choices")) || (key0 === "read")) || (key0 === "default")) || (key0 === "missing")) || (key0 === "given"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.summary !== undefined && func0.call(data, "summary")){
let data0 = data.summary;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err3 = {instancePath:instancePath+"/summary",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/summary",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.type !== undefined && func0.call(data, "type")){
let data1 = data.type;
if(!(((((((((data1 === "text") || (data1 === "choice")) || (data1 === "boolean")) || (data1 === "port")) || (data1 === "ports")) || (data1 === "hosts")) || (data1 === "endpoint")) || (data1 === "cidrs")) || (data1 === "namespace"))){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema57.properties.type.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.choices !== undefined && func0.call(data, "choices")){
let data2 = data.choices;
if(Array.isArray(data2)){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/choices",schemaPath:"#/properties/choices/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err7 = {instancePath:instancePath+"/choices/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/choices/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err9 = {instancePath:instancePath+"/choices",schemaPath:"#/properties/choices/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.read !== undefined && func0.call(data, "read")){
let data4 = data.read;
if(Array.isArray(data4)){
if(data4.length < 1){
const err10 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
if(!(validate31(data4[i1], {instancePath:instancePath+"/read/" + i1,parentData:data4,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath:instancePath+"/read",schemaPath:"#/properties/read/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.default !== undefined && func0.call(data, "default")){
if(!(validate32(data.default, {instancePath:instancePath+"/default",parentData:data,parentDataProperty:"default",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.missing !== undefined && func0.call(data, "missing")){
let data7 = data.missing;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err12 = {instancePath:instancePath+"/missing",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/missing",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.given !== undefined && func0.call(data, "given")){
if(typeof data.given !== "boolean"){
const err14 = {instancePath:instancePath+"/given",schemaPath:"#/properties/given/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}
validate30.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema74 = {"type":"object","additionalProperties":false,"required":["title","role","select"],"properties":{"title":{"$ref":"#/$defs/text","description":"In words: \"the operator\"."},"role":{"enum":["subject","peer"],"description":"subject: pods of the software itself. peer: somebody else's."},"of":{"$ref":"#/$defs/name","description":"The resource whose objects make them."},"select":{"type":"array","items":{"type":"object","additionalProperties":false,"properties":{"selector":{"$ref":"#/$defs/selector"},"namespaces":{"$ref":"#/$defs/globs"},"names":{"$ref":"#/$defs/globs"},"namespaceSelector":{"$ref":"#/$defs/selector","description":"Of the labels of the namespace. Namespaces whose labels are not known are not selected."},"annotations":{"type":"object","additionalProperties":{"type":"string"},"description":"An annotation that the pods do not have is taken from their namespace."},"when":{"$ref":"#/$defs/condition"}}}},"parameter":{"$ref":"#/$defs/name","description":"An endpoint that the user may name instead."},"assume":{"type":"array","minItems":1,"items":{"type":"object","additionalProperties":false,"required":["namespace","labels"],"properties":{"namespace":{"$ref":"#/$defs/text"},"labels":{"type":"object","additionalProperties":{"type":"string"}},"hostNetwork":{"type":"boolean"},"when":{"$ref":"#/$defs/condition"},"note":{"$ref":"#/$defs/text"}}}},"settle":{"$ref":"#/$defs/text"},"missing":{"$ref":"#/$defs/text"}}};
const schema77 = {"type":"object","additionalProperties":false,"description":"A label selector as in the Kubernetes API.","properties":{"matchLabels":{"type":"object","additionalProperties":{"type":"string"}},"matchExpressions":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["key","operator"],"properties":{"key":{"$ref":"#/$defs/text"},"operator":{"enum":["In","NotIn","Exists","DoesNotExist"]},"values":{"type":"array","items":{"type":"string"}}}}}}};

function validate43(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate43.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 of Object.keys(data)){
if(!((key0 === "matchLabels") || (key0 === "matchExpressions"))){
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
if(data.matchLabels !== undefined && func0.call(data, "matchLabels")){
let data0 = data.matchLabels;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 of Object.keys(data0)){
if(typeof data0[key1] !== "string"){
const err1 = {instancePath:instancePath+"/matchLabels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/matchLabels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath:instancePath+"/matchLabels",schemaPath:"#/properties/matchLabels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.matchExpressions !== undefined && func0.call(data, "matchExpressions")){
let data2 = data.matchExpressions;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if((data3.key === undefined) || (!(func0.call(data3, "key")))){
const err3 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/required",keyword:"required",params:{missingProperty: "key"},message:"must have required property '"+"key"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data3.operator === undefined) || (!(func0.call(data3, "operator")))){
const err4 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/required",keyword:"required",params:{missingProperty: "operator"},message:"must have required property '"+"operator"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key2 of Object.keys(data3)){
if(!(((key2 === "key") || (key2 === "operator")) || (key2 === "values"))){
const err5 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data3.key !== undefined && func0.call(data3, "key")){
let data4 = data3.key;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err6 = {instancePath:instancePath+"/matchExpressions/" + i0+"/key",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/matchExpressions/" + i0+"/key",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
if(!((((data5 === "In") || (data5 === "NotIn")) || (data5 === "Exists")) || (data5 === "DoesNotExist"))){
const err8 = {instancePath:instancePath+"/matchExpressions/" + i0+"/operator",schemaPath:"#/properties/matchExpressions/items/properties/operator/enum",keyword:"enum",params:{allowedValues: schema77.properties.matchExpressions.items.properties.operator.enum},message:"must be equal to one of the allowed values"};
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
if(Array.isArray(data6)){
const len1 = data6.length;
for(let i1=0; i1<len1; i1++){
if(typeof data6[i1] !== "string"){
const err9 = {instancePath:instancePath+"/matchExpressions/" + i0+"/values/" + i1,schemaPath:"#/properties/matchExpressions/items/properties/values/items/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/matchExpressions/" + i0+"/values",schemaPath:"#/properties/matchExpressions/items/properties/values/type",keyword:"type",params:{type: "array"},message:"must be array"};
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
const err11 = {instancePath:instancePath+"/matchExpressions/" + i0,schemaPath:"#/properties/matchExpressions/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
const err12 = {instancePath:instancePath+"/matchExpressions",schemaPath:"#/properties/matchExpressions/type",keyword:"type",params:{type: "array"},message:"must be array"};
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
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate43.errors = vErrors;
return errors === 0;
}
validate43.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate42.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.title === undefined) || (!(func0.call(data, "title")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.role === undefined) || (!(func0.call(data, "role")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "role"},message:"must have required property '"+"role"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.select === undefined) || (!(func0.call(data, "select")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "select"},message:"must have required property '"+"select"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!((((((((key0 === "title") || (key0 === "role")) || (key0 === "of")) || (key0 === "select")) || (key0 === "parameter")) || (key0 === "assume")) || (key0 === "settle")) || (key0 === "missing"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data0 = data.title;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err4 = {instancePath:instancePath+"/title",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.role !== undefined && func0.call(data, "role")){
let data1 = data.role;
if(!((data1 === "subject") || (data1 === "peer"))){
const err6 = {instancePath:instancePath+"/role",schemaPath:"#/properties/role/enum",keyword:"enum",params:{allowedValues: schema74.properties.role.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.of !== undefined && func0.call(data, "of")){
let data2 = data.of;
if(typeof data2 === "string"){
if(!pattern10.test(data2)){
const err7 = {instancePath:instancePath+"/of",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/of",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.select !== undefined && func0.call(data, "select")){
let data3 = data.select;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key1 of Object.keys(data4)){
if(!((((((key1 === "selector") || (key1 === "namespaces")) || (key1 === "names")) || (key1 === "namespaceSelector")) || (key1 === "annotations")) || (key1 === "when"))){
const err9 = {instancePath:instancePath+"/select/" + i0,schemaPath:"#/properties/select/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data4.selector !== undefined && func0.call(data4, "selector")){
if(!(validate43(data4.selector, {instancePath:instancePath+"/select/" + i0+"/selector",parentData:data4,parentDataProperty:"selector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
if(data4.namespaces !== undefined && func0.call(data4, "namespaces")){
if(!(validate26(data4.namespaces, {instancePath:instancePath+"/select/" + i0+"/namespaces",parentData:data4,parentDataProperty:"namespaces",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data4.names !== undefined && func0.call(data4, "names")){
if(!(validate26(data4.names, {instancePath:instancePath+"/select/" + i0+"/names",parentData:data4,parentDataProperty:"names",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data4.namespaceSelector !== undefined && func0.call(data4, "namespaceSelector")){
if(!(validate43(data4.namespaceSelector, {instancePath:instancePath+"/select/" + i0+"/namespaceSelector",parentData:data4,parentDataProperty:"namespaceSelector",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
errors = vErrors.length;
}
}
if(data4.annotations !== undefined && func0.call(data4, "annotations")){
let data9 = data4.annotations;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 of Object.keys(data9)){
if(typeof data9[key2] !== "string"){
const err10 = {instancePath:instancePath+"/select/" + i0+"/annotations/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/select/items/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err11 = {instancePath:instancePath+"/select/" + i0+"/annotations",schemaPath:"#/properties/select/items/properties/annotations/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data4.when !== undefined && func0.call(data4, "when")){
if(!(validate34(data4.when, {instancePath:instancePath+"/select/" + i0+"/when",parentData:data4,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath:instancePath+"/select/" + i0,schemaPath:"#/properties/select/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
const err13 = {instancePath:instancePath+"/select",schemaPath:"#/properties/select/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.parameter !== undefined && func0.call(data, "parameter")){
let data12 = data.parameter;
if(typeof data12 === "string"){
if(!pattern10.test(data12)){
const err14 = {instancePath:instancePath+"/parameter",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/parameter",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.assume !== undefined && func0.call(data, "assume")){
let data13 = data.assume;
if(Array.isArray(data13)){
if(data13.length < 1){
const err16 = {instancePath:instancePath+"/assume",schemaPath:"#/properties/assume/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len1 = data13.length;
for(let i1=0; i1<len1; i1++){
let data14 = data13[i1];
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if((data14.namespace === undefined) || (!(func0.call(data14, "namespace")))){
const err17 = {instancePath:instancePath+"/assume/" + i1,schemaPath:"#/properties/assume/items/required",keyword:"required",params:{missingProperty: "namespace"},message:"must have required property '"+"namespace"+"'"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if((data14.labels === undefined) || (!(func0.call(data14, "labels")))){
const err18 = {instancePath:instancePath+"/assume/" + i1,schemaPath:"#/properties/assume/items/required",keyword:"required",params:{missingProperty: "labels"},message:"must have required property '"+"labels"+"'"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key3 of Object.keys(data14)){
if(!(((((key3 === "namespace") || (key3 === "labels")) || (key3 === "hostNetwork")) || (key3 === "when")) || (key3 === "note"))){
const err19 = {instancePath:instancePath+"/assume/" + i1,schemaPath:"#/properties/assume/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data14.namespace !== undefined && func0.call(data14, "namespace")){
let data15 = data14.namespace;
if(typeof data15 === "string"){
if(!pattern5.test(data15)){
const err20 = {instancePath:instancePath+"/assume/" + i1+"/namespace",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/assume/" + i1+"/namespace",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data14.labels !== undefined && func0.call(data14, "labels")){
let data16 = data14.labels;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key4 of Object.keys(data16)){
if(typeof data16[key4] !== "string"){
const err22 = {instancePath:instancePath+"/assume/" + i1+"/labels/" + key4.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/assume/items/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/assume/" + i1+"/labels",schemaPath:"#/properties/assume/items/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data14.hostNetwork !== undefined && func0.call(data14, "hostNetwork")){
if(typeof data14.hostNetwork !== "boolean"){
const err24 = {instancePath:instancePath+"/assume/" + i1+"/hostNetwork",schemaPath:"#/properties/assume/items/properties/hostNetwork/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data14.when !== undefined && func0.call(data14, "when")){
if(!(validate34(data14.when, {instancePath:instancePath+"/assume/" + i1+"/when",parentData:data14,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data14.note !== undefined && func0.call(data14, "note")){
let data20 = data14.note;
if(typeof data20 === "string"){
if(!pattern5.test(data20)){
const err25 = {instancePath:instancePath+"/assume/" + i1+"/note",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
else {
const err26 = {instancePath:instancePath+"/assume/" + i1+"/note",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err27 = {instancePath:instancePath+"/assume/" + i1,schemaPath:"#/properties/assume/items/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/assume",schemaPath:"#/properties/assume/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data.settle !== undefined && func0.call(data, "settle")){
let data21 = data.settle;
if(typeof data21 === "string"){
if(!pattern5.test(data21)){
const err29 = {instancePath:instancePath+"/settle",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/settle",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data.missing !== undefined && func0.call(data, "missing")){
let data22 = data.missing;
if(typeof data22 === "string"){
if(!pattern5.test(data22)){
const err31 = {instancePath:instancePath+"/missing",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
else {
const err32 = {instancePath:instancePath+"/missing",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}
validate42.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema84 = {"type":"object","additionalProperties":false,"required":["id","level","from","to","why"],"properties":{"id":{"type":["string","array"],"pattern":"\\S","minItems":1,"items":{"$ref":"#/$defs/text"}},"level":{"enum":["must","may","mustNot"]},"severity":{"enum":["error","warning","info"]},"from":{"$ref":"#/$defs/ends"},"to":{"$ref":"#/$defs/ends"},"protocol":{"type":"string","pattern":"^(?:TCP|UDP|SCTP|\\$\\{[^}.]+\\})$"},"port":{"$ref":"#/$defs/port"},"forEach":{"$ref":"#/$defs/name"},"when":{"$ref":"#/$defs/condition"},"why":{"$ref":"#/$defs/text","description":"A clause: \"the API server calls the webhooks of the operator\"."},"link":{"$ref":"#/$defs/link"},"published":{"type":["string","array"],"pattern":"\\S","minItems":1,"items":{"$ref":"#/$defs/text"}},"evidence":{"type":"object","additionalProperties":false,"required":["of","field","message"],"properties":{"of":{"$ref":"#/$defs/name"},"field":{"$ref":"#/$defs/path"},"message":{"$ref":"#/$defs/text"}}}}};
const schema95 = {"type":["integer","string"],"minimum":1,"maximum":65535,"pattern":"^\\$\\{[^}.]+\\}$"};
const pattern55 = new RegExp("^(?:TCP|UDP|SCTP|\\$\\{[^}.]+\\})$", "");
const pattern54 = new RegExp("^\\$\\{[^}.]+\\}$", "");
const schema86 = {"if":{"type":"array"},"then":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/end"}},"else":{"$ref":"#/$defs/end"}};
const schema87 = {"type":["string","object"],"if":{"type":"string"},"then":{"enum":["apiserver","dns","node","external","anyone"]},"else":{"additionalProperties":false,"minProperties":1,"properties":{"pods":{"$ref":"#/$defs/name"},"endpoint":{"$ref":"#/$defs/text"},"cidrs":{"type":["string","array"],"minItems":1,"items":{"$ref":"#/$defs/text"}},"hosts":{"$ref":"#/$defs/text"},"namespace":{"$ref":"#/$defs/text"},"service":{"type":"object","additionalProperties":false,"required":["namespace","name"],"properties":{"namespace":{"$ref":"#/$defs/text"},"name":{"$ref":"#/$defs/text"},"port":{"$ref":"#/$defs/port"}}},"webhooks":{"type":"object","additionalProperties":false,"required":["names"],"properties":{"names":{"$ref":"#/$defs/globs"}}}},"dependentRequired":{"namespace":["hosts"]},"oneOf":[{"required":["pods"]},{"required":["endpoint"]},{"required":["cidrs"]},{"required":["hosts"]},{"required":["service"]},{"required":["webhooks"]}]}};

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema87.type},message:"must be string,object"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(!(((((data === "apiserver") || (data === "dns")) || (data === "node")) || (data === "external")) || (data === "anyone"))){
const err2 = {instancePath,schemaPath:"#/then/enum",keyword:"enum",params:{allowedValues: schema87.then.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
const _errs6 = errors;
let valid1 = false;
let passing0 = null;
const _errs7 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.pods === undefined) || (!(func0.call(data, "pods")))){
const err3 = {instancePath,schemaPath:"#/else/oneOf/0/required",keyword:"required",params:{missingProperty: "pods"},message:"must have required property '"+"pods"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
var _valid1 = _errs7 === errors;
if(_valid1){
valid1 = true;
passing0 = 0;
}
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.endpoint === undefined) || (!(func0.call(data, "endpoint")))){
const err4 = {instancePath,schemaPath:"#/else/oneOf/1/required",keyword:"required",params:{missingProperty: "endpoint"},message:"must have required property '"+"endpoint"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid1 = _errs8 === errors;
if(_valid1 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid1){
valid1 = true;
passing0 = 1;
}
const _errs9 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.cidrs === undefined) || (!(func0.call(data, "cidrs")))){
const err5 = {instancePath,schemaPath:"#/else/oneOf/2/required",keyword:"required",params:{missingProperty: "cidrs"},message:"must have required property '"+"cidrs"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
var _valid1 = _errs9 === errors;
if(_valid1 && valid1){
valid1 = false;
passing0 = [passing0, 2];
}
else {
if(_valid1){
valid1 = true;
passing0 = 2;
}
const _errs10 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.hosts === undefined) || (!(func0.call(data, "hosts")))){
const err6 = {instancePath,schemaPath:"#/else/oneOf/3/required",keyword:"required",params:{missingProperty: "hosts"},message:"must have required property '"+"hosts"+"'"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
var _valid1 = _errs10 === errors;
if(_valid1 && valid1){
valid1 = false;
passing0 = [passing0, 3];
}
else {
if(_valid1){
valid1 = true;
passing0 = 3;
}
const _errs11 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.service === undefined) || (!(func0.call(data, "service")))){
const err7 = {instancePath,schemaPath:"#/else/oneOf/4/required",keyword:"required",params:{missingProperty: "service"},message:"must have required property '"+"service"+"'"};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
var _valid1 = _errs11 === errors;
if(_valid1 && valid1){
valid1 = false;
passing0 = [passing0, 4];
}
else {
if(_valid1){
valid1 = true;
passing0 = 4;
}
const _errs12 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.webhooks === undefined) || (!(func0.call(data, "webhooks")))){
const err8 = {instancePath,schemaPath:"#/else/oneOf/5/required",keyword:"required",params:{missingProperty: "webhooks"},message:"must have required property '"+"webhooks"+"'"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
var _valid1 = _errs12 === errors;
if(_valid1 && valid1){
valid1 = false;
passing0 = [passing0, 5];
}
else {
if(_valid1){
valid1 = true;
passing0 = 5;
}
}
}
}
}
}
if(!valid1){
const err9 = {instancePath,schemaPath:"#/else/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},message:"must match exactly one schema in oneOf"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
else {
errors = _errs6;
if(vErrors !== null){
if(_errs6){
vErrors.length = _errs6;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err10 = {instancePath,schemaPath:"#/else/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(((((((key0 === "pods") || (key0 === "endpoint")) || (key0 === "cidrs")) || (key0 === "hosts")) || (key0 === "namespace")) || (key0 === "service")) || (key0 === "webhooks"))){
const err11 = {instancePath,schemaPath:"#/else/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.pods !== undefined && func0.call(data, "pods")){
let data0 = data.pods;
if(typeof data0 === "string"){
if(!pattern10.test(data0)){
const err12 = {instancePath:instancePath+"/pods",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/pods",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.endpoint !== undefined && func0.call(data, "endpoint")){
let data1 = data.endpoint;
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
const err14 = {instancePath:instancePath+"/endpoint",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/endpoint",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.cidrs !== undefined && func0.call(data, "cidrs")){
let data2 = data.cidrs;
if((typeof data2 !== "string") && (!(Array.isArray(data2)))){
const err16 = {instancePath:instancePath+"/cidrs",schemaPath:"#/else/properties/cidrs/type",keyword:"type",params:{type: schema87.else.properties.cidrs.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(Array.isArray(data2)){
if(data2.length < 1){
const err17 = {instancePath:instancePath+"/cidrs",schemaPath:"#/else/properties/cidrs/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(!pattern5.test(data3)){
const err18 = {instancePath:instancePath+"/cidrs/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/cidrs/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
if(data.hosts !== undefined && func0.call(data, "hosts")){
let data4 = data.hosts;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err20 = {instancePath:instancePath+"/hosts",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/hosts",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data.namespace !== undefined && func0.call(data, "namespace")){
let data5 = data.namespace;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err22 = {instancePath:instancePath+"/namespace",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/namespace",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.service !== undefined && func0.call(data, "service")){
let data6 = data.service;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if((data6.namespace === undefined) || (!(func0.call(data6, "namespace")))){
const err24 = {instancePath:instancePath+"/service",schemaPath:"#/else/properties/service/required",keyword:"required",params:{missingProperty: "namespace"},message:"must have required property '"+"namespace"+"'"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
if((data6.name === undefined) || (!(func0.call(data6, "name")))){
const err25 = {instancePath:instancePath+"/service",schemaPath:"#/else/properties/service/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
for(const key1 of Object.keys(data6)){
if(!(((key1 === "namespace") || (key1 === "name")) || (key1 === "port"))){
const err26 = {instancePath:instancePath+"/service",schemaPath:"#/else/properties/service/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data6.namespace !== undefined && func0.call(data6, "namespace")){
let data7 = data6.namespace;
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err27 = {instancePath:instancePath+"/service/namespace",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {instancePath:instancePath+"/service/namespace",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
if(data6.name !== undefined && func0.call(data6, "name")){
let data8 = data6.name;
if(typeof data8 === "string"){
if(!pattern5.test(data8)){
const err29 = {instancePath:instancePath+"/service/name",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {instancePath:instancePath+"/service/name",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data6.port !== undefined && func0.call(data6, "port")){
let data9 = data6.port;
if((!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) && (typeof data9 !== "string")){
const err31 = {instancePath:instancePath+"/service/port",schemaPath:"#/$defs/port/type",keyword:"type",params:{type: schema95.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 65535 || isNaN(data9)){
const err32 = {instancePath:instancePath+"/service/port",schemaPath:"#/$defs/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(data9 < 1 || isNaN(data9)){
const err33 = {instancePath:instancePath+"/service/port",schemaPath:"#/$defs/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(typeof data9 === "string"){
if(!pattern54.test(data9)){
const err34 = {instancePath:instancePath+"/service/port",schemaPath:"#/$defs/port/pattern",keyword:"pattern",params:{pattern: "^\\$\\{[^}.]+\\}$"},message:"must match pattern \""+"^\\$\\{[^}.]+\\}$"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
}
}
else {
const err35 = {instancePath:instancePath+"/service",schemaPath:"#/else/properties/service/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data.webhooks !== undefined && func0.call(data, "webhooks")){
let data10 = data.webhooks;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if((data10.names === undefined) || (!(func0.call(data10, "names")))){
const err36 = {instancePath:instancePath+"/webhooks",schemaPath:"#/else/properties/webhooks/required",keyword:"required",params:{missingProperty: "names"},message:"must have required property '"+"names"+"'"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
for(const key2 of Object.keys(data10)){
if(!(key2 === "names")){
const err37 = {instancePath:instancePath+"/webhooks",schemaPath:"#/else/properties/webhooks/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data10.names !== undefined && func0.call(data10, "names")){
if(!(validate26(data10.names, {instancePath:instancePath+"/webhooks/names",parentData:data10,parentDataProperty:"names",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
}
else {
const err38 = {instancePath:instancePath+"/webhooks",schemaPath:"#/else/properties/webhooks/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data.namespace !== undefined && func0.call(data, "namespace")){
if((data.hosts === undefined) || (!(func0.call(data, "hosts")))){
const err39 = {instancePath,schemaPath:"#/else/dependentRequired",keyword:"dependentRequired",params:{property: "namespace",
    missingProperty: "hosts",
    depsCount: 1,
    deps: "hosts"},message:"must have property hosts when property namespace is present"};
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
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "else";
}
if(!valid0){
const err40 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
validate53.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate53.evaluated = {"dynamicProps":true,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
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
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/then/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(!(validate53(data[i0], {instancePath:instancePath+"/" + i0,parentData:data,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/then/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
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
const _errs6 = errors;
if(!(validate53(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
errors = vErrors.length;
}
else {
var props1 = validate53.evaluated.props;
}
var _valid0 = _errs6 === errors;
valid0 = _valid0;
ifClause0 = "else";
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate52.errors = vErrors;
evaluated0.props = props1;
evaluated0.items = items0;
return errors === 0;
}
validate52.evaluated = {"dynamicProps":true,"dynamicItems":true};


function validate51(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate51.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.id === undefined) || (!(func0.call(data, "id")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.level === undefined) || (!(func0.call(data, "level")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "level"},message:"must have required property '"+"level"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.from === undefined) || (!(func0.call(data, "from")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},message:"must have required property '"+"from"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.to === undefined) || (!(func0.call(data, "to")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "to"},message:"must have required property '"+"to"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data.why === undefined) || (!(func0.call(data, "why")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema84.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data0 = data.id;
if((typeof data0 !== "string") && (!(Array.isArray(data0)))){
const err6 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/type",keyword:"type",params:{type: schema84.properties.id.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(Array.isArray(data0)){
if(data0.length < 1){
const err8 = {instancePath:instancePath+"/id",schemaPath:"#/properties/id/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 === "string"){
if(!pattern5.test(data1)){
const err9 = {instancePath:instancePath+"/id/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/id/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
if(data.level !== undefined && func0.call(data, "level")){
let data2 = data.level;
if(!(((data2 === "must") || (data2 === "may")) || (data2 === "mustNot"))){
const err11 = {instancePath:instancePath+"/level",schemaPath:"#/properties/level/enum",keyword:"enum",params:{allowedValues: schema84.properties.level.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.severity !== undefined && func0.call(data, "severity")){
let data3 = data.severity;
if(!(((data3 === "error") || (data3 === "warning")) || (data3 === "info"))){
const err12 = {instancePath:instancePath+"/severity",schemaPath:"#/properties/severity/enum",keyword:"enum",params:{allowedValues: schema84.properties.severity.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.from !== undefined && func0.call(data, "from")){
if(!(validate52(data.from, {instancePath:instancePath+"/from",parentData:data,parentDataProperty:"from",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
if(data.to !== undefined && func0.call(data, "to")){
if(!(validate52(data.to, {instancePath:instancePath+"/to",parentData:data,parentDataProperty:"to",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
errors = vErrors.length;
}
}
if(data.protocol !== undefined && func0.call(data, "protocol")){
let data6 = data.protocol;
if(typeof data6 === "string"){
if(!pattern55.test(data6)){
const err13 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/pattern",keyword:"pattern",params:{pattern: "^(?:TCP|UDP|SCTP|\\$\\{[^}.]+\\})$"},message:"must match pattern \""+"^(?:TCP|UDP|SCTP|\\$\\{[^}.]+\\})$"+"\""};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/protocol",schemaPath:"#/properties/protocol/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.port !== undefined && func0.call(data, "port")){
let data7 = data.port;
if((!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) && (typeof data7 !== "string")){
const err15 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/type",keyword:"type",params:{type: schema95.type},message:"must be integer,string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 > 65535 || isNaN(data7)){
const err16 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},message:"must be <= 65535"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(data7 < 1 || isNaN(data7)){
const err17 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(typeof data7 === "string"){
if(!pattern54.test(data7)){
const err18 = {instancePath:instancePath+"/port",schemaPath:"#/$defs/port/pattern",keyword:"pattern",params:{pattern: "^\\$\\{[^}.]+\\}$"},message:"must match pattern \""+"^\\$\\{[^}.]+\\}$"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.forEach !== undefined && func0.call(data, "forEach")){
let data8 = data.forEach;
if(typeof data8 === "string"){
if(!pattern10.test(data8)){
const err19 = {instancePath:instancePath+"/forEach",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/forEach",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.when !== undefined && func0.call(data, "when")){
if(!(validate34(data.when, {instancePath:instancePath+"/when",parentData:data,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.why !== undefined && func0.call(data, "why")){
let data10 = data.why;
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err21 = {instancePath:instancePath+"/why",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/why",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.link !== undefined && func0.call(data, "link")){
let data11 = data.link;
if(typeof data11 === "string"){
if(!pattern9.test(data11)){
const err23 = {instancePath:instancePath+"/link",schemaPath:"#/$defs/link/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/link",schemaPath:"#/$defs/link/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.published !== undefined && func0.call(data, "published")){
let data12 = data.published;
if((typeof data12 !== "string") && (!(Array.isArray(data12)))){
const err25 = {instancePath:instancePath+"/published",schemaPath:"#/properties/published/type",keyword:"type",params:{type: schema84.properties.published.type},message:"must be string,array"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err26 = {instancePath:instancePath+"/published",schemaPath:"#/properties/published/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(Array.isArray(data12)){
if(data12.length < 1){
const err27 = {instancePath:instancePath+"/published",schemaPath:"#/properties/published/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
const len1 = data12.length;
for(let i1=0; i1<len1; i1++){
let data13 = data12[i1];
if(typeof data13 === "string"){
if(!pattern5.test(data13)){
const err28 = {instancePath:instancePath+"/published/" + i1,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/published/" + i1,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
}
if(data.evidence !== undefined && func0.call(data, "evidence")){
let data14 = data.evidence;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if((data14.of === undefined) || (!(func0.call(data14, "of")))){
const err30 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/required",keyword:"required",params:{missingProperty: "of"},message:"must have required property '"+"of"+"'"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if((data14.field === undefined) || (!(func0.call(data14, "field")))){
const err31 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/required",keyword:"required",params:{missingProperty: "field"},message:"must have required property '"+"field"+"'"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
if((data14.message === undefined) || (!(func0.call(data14, "message")))){
const err32 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/required",keyword:"required",params:{missingProperty: "message"},message:"must have required property '"+"message"+"'"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
for(const key1 of Object.keys(data14)){
if(!(((key1 === "of") || (key1 === "field")) || (key1 === "message"))){
const err33 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data14.of !== undefined && func0.call(data14, "of")){
let data15 = data14.of;
if(typeof data15 === "string"){
if(!pattern10.test(data15)){
const err34 = {instancePath:instancePath+"/evidence/of",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\""};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/evidence/of",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data14.field !== undefined && func0.call(data14, "field")){
let data16 = data14.field;
if(typeof data16 === "string"){
if(!pattern12.test(data16)){
const err36 = {instancePath:instancePath+"/evidence/field",schemaPath:"#/$defs/path/pattern",keyword:"pattern",params:{pattern: "^[^.]+(?:\\.[^.]+)*$"},message:"must match pattern \""+"^[^.]+(?:\\.[^.]+)*$"+"\""};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
else {
const err37 = {instancePath:instancePath+"/evidence/field",schemaPath:"#/$defs/path/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data14.message !== undefined && func0.call(data14, "message")){
let data17 = data14.message;
if(typeof data17 === "string"){
if(!pattern5.test(data17)){
const err38 = {instancePath:instancePath+"/evidence/message",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/evidence/message",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err40 = {instancePath:instancePath+"/evidence",schemaPath:"#/properties/evidence/type",keyword:"type",params:{type: "object"},message:"must be object"};
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
const err41 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
validate51.errors = vErrors;
return errors === 0;
}
validate51.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema104 = {"type":"object","additionalProperties":false,"required":["id","part","labels","namespaces","why","help"],"properties":{"id":{"$ref":"#/$defs/text"},"part":{"enum":["subject","peer"],"description":"Whether a policy's podSelector asks for the labels, or a peer."},"labels":{"$ref":"#/$defs/labels"},"unless":{"$ref":"#/$defs/labels","description":"A selector that admits these as well is left alone."},"namespaces":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"description":"Where the pods would be that are meant."},"when":{"$ref":"#/$defs/condition"},"rows":{"type":"array","minItems":1,"items":{"$ref":"#/$defs/text"},"description":"Rows of `flows` that such a policy is meant for: where they are broken, that finding tells it."},"why":{"$ref":"#/$defs/text","description":"A clause: \"in this mode the pods have another label\"."},"help":{"$ref":"#/$defs/text","description":"A sentence: what to write instead."},"link":{"$ref":"#/$defs/link"}}};
const schema106 = {"type":"object","minProperties":1,"additionalProperties":{"type":"string"}};

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate61.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if((data.id === undefined) || (!(func0.call(data, "id")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.part === undefined) || (!(func0.call(data, "part")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "part"},message:"must have required property '"+"part"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.labels === undefined) || (!(func0.call(data, "labels")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "labels"},message:"must have required property '"+"labels"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.namespaces === undefined) || (!(func0.call(data, "namespaces")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "namespaces"},message:"must have required property '"+"namespaces"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data.why === undefined) || (!(func0.call(data, "why")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "why"},message:"must have required property '"+"why"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((data.help === undefined) || (!(func0.call(data, "help")))){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "help"},message:"must have required property '"+"help"+"'"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema104.properties, key0))){
const err6 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data0 = data.id;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.part !== undefined && func0.call(data, "part")){
let data1 = data.part;
if(!((data1 === "subject") || (data1 === "peer"))){
const err9 = {instancePath:instancePath+"/part",schemaPath:"#/properties/part/enum",keyword:"enum",params:{allowedValues: schema104.properties.part.enum},message:"must be equal to one of the allowed values"};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.labels !== undefined && func0.call(data, "labels")){
let data2 = data.labels;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(Object.keys(data2).length < 1){
const err10 = {instancePath:instancePath+"/labels",schemaPath:"#/$defs/labels/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
for(const key1 of Object.keys(data2)){
if(typeof data2[key1] !== "string"){
const err11 = {instancePath:instancePath+"/labels/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
const err12 = {instancePath:instancePath+"/labels",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.unless !== undefined && func0.call(data, "unless")){
let data4 = data.unless;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(Object.keys(data4).length < 1){
const err13 = {instancePath:instancePath+"/unless",schemaPath:"#/$defs/labels/minProperties",keyword:"minProperties",params:{limit: 1},message:"must NOT have fewer than 1 properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
for(const key2 of Object.keys(data4)){
if(typeof data4[key2] !== "string"){
const err14 = {instancePath:instancePath+"/unless/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/$defs/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/unless",schemaPath:"#/$defs/labels/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.namespaces !== undefined && func0.call(data, "namespaces")){
let data6 = data.namespaces;
if(Array.isArray(data6)){
if(data6.length < 1){
const err16 = {instancePath:instancePath+"/namespaces",schemaPath:"#/properties/namespaces/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
let data7 = data6[i0];
if(typeof data7 === "string"){
if(!pattern5.test(data7)){
const err17 = {instancePath:instancePath+"/namespaces/" + i0,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/namespaces/" + i0,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/namespaces",schemaPath:"#/properties/namespaces/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.when !== undefined && func0.call(data, "when")){
if(!(validate34(data.when, {instancePath:instancePath+"/when",parentData:data,parentDataProperty:"when",rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.rows !== undefined && func0.call(data, "rows")){
let data9 = data.rows;
if(Array.isArray(data9)){
if(data9.length < 1){
const err20 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(typeof data10 === "string"){
if(!pattern5.test(data10)){
const err21 = {instancePath:instancePath+"/rows/" + i1,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/rows/" + i1,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/rows",schemaPath:"#/properties/rows/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data.why !== undefined && func0.call(data, "why")){
let data11 = data.why;
if(typeof data11 === "string"){
if(!pattern5.test(data11)){
const err24 = {instancePath:instancePath+"/why",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/why",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.help !== undefined && func0.call(data, "help")){
let data12 = data.help;
if(typeof data12 === "string"){
if(!pattern5.test(data12)){
const err26 = {instancePath:instancePath+"/help",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/help",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data.link !== undefined && func0.call(data, "link")){
let data13 = data.link;
if(typeof data13 === "string"){
if(!pattern9.test(data13)){
const err28 = {instancePath:instancePath+"/link",schemaPath:"#/$defs/link/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/link",schemaPath:"#/$defs/link/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
}
else {
const err30 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
validate61.errors = vErrors;
return errors === 0;
}
validate61.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


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
if((data.id === undefined) || (!(func0.call(data, "id")))){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "id"},message:"must have required property '"+"id"+"'"};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((data.title === undefined) || (!(func0.call(data, "title")))){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "title"},message:"must have required property '"+"title"+"'"};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if((data.software === undefined) || (!(func0.call(data, "software")))){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "software"},message:"must have required property '"+"software"+"'"};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if((data.link === undefined) || (!(func0.call(data, "link")))){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "link"},message:"must have required property '"+"link"+"'"};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((data.flows === undefined) || (!(func0.call(data, "flows")))){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "flows"},message:"must have required property '"+"flows"+"'"};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 of Object.keys(data)){
if(!(func0.call(schema31.properties, key0))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.$schema !== undefined && func0.call(data, "$schema")){
if(typeof data.$schema !== "string"){
const err6 = {instancePath:instancePath+"/$schema",schemaPath:"#/properties/%24schema/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.id !== undefined && func0.call(data, "id")){
let data1 = data.id;
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
const err7 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/packId/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9][a-z0-9-]*$"},message:"must match pattern \""+"^[a-z0-9][a-z0-9-]*$"+"\""};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/id",schemaPath:"#/$defs/packId/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.title !== undefined && func0.call(data, "title")){
let data2 = data.title;
if(typeof data2 === "string"){
if(!pattern5.test(data2)){
const err9 = {instancePath:instancePath+"/title",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/title",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.software !== undefined && func0.call(data, "software")){
let data3 = data.software;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if((data3.name === undefined) || (!(func0.call(data3, "name")))){
const err11 = {instancePath:instancePath+"/software",schemaPath:"#/properties/software/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'"};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if((data3.versions === undefined) || (!(func0.call(data3, "versions")))){
const err12 = {instancePath:instancePath+"/software",schemaPath:"#/properties/software/required",keyword:"required",params:{missingProperty: "versions"},message:"must have required property '"+"versions"+"'"};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 of Object.keys(data3)){
if(!(((key1 === "name") || (key1 === "versions")) || (key1 === "established"))){
const err13 = {instancePath:instancePath+"/software",schemaPath:"#/properties/software/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.name !== undefined && func0.call(data3, "name")){
let data4 = data3.name;
if(typeof data4 === "string"){
if(!pattern5.test(data4)){
const err14 = {instancePath:instancePath+"/software/name",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/software/name",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data3.versions !== undefined && func0.call(data3, "versions")){
let data5 = data3.versions;
if(typeof data5 === "string"){
if(!pattern5.test(data5)){
const err16 = {instancePath:instancePath+"/software/versions",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/software/versions",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data3.established !== undefined && func0.call(data3, "established")){
let data6 = data3.established;
if(typeof data6 === "string"){
if(!pattern5.test(data6)){
const err18 = {instancePath:instancePath+"/software/established",schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/software/established",schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
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
else {
const err20 = {instancePath:instancePath+"/software",schemaPath:"#/properties/software/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.link !== undefined && func0.call(data, "link")){
let data7 = data.link;
if(typeof data7 === "string"){
if(!pattern9.test(data7)){
const err21 = {instancePath:instancePath+"/link",schemaPath:"#/$defs/link/pattern",keyword:"pattern",params:{pattern: "^https?://"},message:"must match pattern \""+"^https?://"+"\""};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/link",schemaPath:"#/$defs/link/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data.resources !== undefined && func0.call(data, "resources")){
let data8 = data.resources;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key2 of Object.keys(data8)){
const _errs27 = errors;
if(typeof key2 === "string"){
if(!pattern10.test(key2)){
const err23 = {instancePath:instancePath+"/resources",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"",propertyName:key2};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/resources",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key2};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
var valid8 = _errs27 === errors;
if(!valid8){
const err25 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/propertyNames",keyword:"propertyNames",params:{propertyName: key2},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
for(const key3 of Object.keys(data8)){
let data9 = data8[key3];
if(!(data9 && typeof data9 == "object" && !Array.isArray(data9))){
const err26 = {instancePath:instancePath+"/resources/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resources/additionalProperties/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
const _errs33 = errors;
let valid11 = true;
const _errs34 = errors;
if(errors === _errs34){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing0;
if(((data9.within === undefined) || (!(func0.call(data9, "within")))) && (missing0 = "within")){
const err27 = {};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
else {
const err28 = {};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
var _valid0 = _errs34 === errors;
errors = _errs33;
if(vErrors !== null){
if(_errs33){
vErrors.length = _errs33;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs36 = errors;
if(!(validate21(data9, {instancePath:instancePath+"/resources/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
errors = vErrors.length;
}
var _valid0 = _errs36 === errors;
valid11 = _valid0;
if(valid11){
var props0 = true;
}
ifClause0 = "then";
}
else {
const _errs37 = errors;
const _errs38 = errors;
let valid12 = true;
const _errs39 = errors;
if(errors === _errs39){
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
let missing1;
if(((data9.installedIn === undefined) || (!(func0.call(data9, "installedIn")))) && (missing1 = "installedIn")){
const err29 = {};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
else {
const err30 = {};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
var _valid1 = _errs39 === errors;
errors = _errs38;
if(vErrors !== null){
if(_errs38){
vErrors.length = _errs38;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs41 = errors;
if(!(validate23(data9, {instancePath:instancePath+"/resources/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
var _valid1 = _errs41 === errors;
valid12 = _valid1;
if(valid12){
var props1 = true;
}
ifClause1 = "then";
}
else {
const _errs42 = errors;
if(!(validate25(data9, {instancePath:instancePath+"/resources/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data8,parentDataProperty:key3,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
errors = vErrors.length;
}
var _valid1 = _errs42 === errors;
valid12 = _valid1;
if(valid12){
if(props1 !== true){
props1 = true;
}
}
ifClause1 = "else";
}
if(!valid12){
const err31 = {instancePath:instancePath+"/resources/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resources/additionalProperties/else/if",keyword:"if",params:{failingKeyword: ifClause1},message:"must match \""+ifClause1+"\" schema"};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
var _valid0 = _errs37 === errors;
valid11 = _valid0;
if(valid11){
if(props0 !== true && props1 !== undefined){
if(props1 === true){
props0 = true;
}
else {
props0 = props0 || {};
Object.assign(props0, props1);
}
}
}
ifClause0 = "else";
}
if(!valid11){
const err32 = {instancePath:instancePath+"/resources/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/resources/additionalProperties/if",keyword:"if",params:{failingKeyword: ifClause0},message:"must match \""+ifClause0+"\" schema"};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
else {
const err33 = {instancePath:instancePath+"/resources",schemaPath:"#/properties/resources/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.parameters !== undefined && func0.call(data, "parameters")){
let data10 = data.parameters;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
for(const key4 of Object.keys(data10)){
const _errs45 = errors;
if(typeof key4 === "string"){
if(!pattern10.test(key4)){
const err34 = {instancePath:instancePath+"/parameters",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"",propertyName:key4};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
else {
const err35 = {instancePath:instancePath+"/parameters",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key4};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
var valid13 = _errs45 === errors;
if(!valid13){
const err36 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/propertyNames",keyword:"propertyNames",params:{propertyName: key4},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
for(const key5 of Object.keys(data10)){
if(!(validate30(data10[key5], {instancePath:instancePath+"/parameters/" + key5.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data10,parentDataProperty:key5,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
}
else {
const err37 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.pods !== undefined && func0.call(data, "pods")){
let data12 = data.pods;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key6 of Object.keys(data12)){
const _errs52 = errors;
if(typeof key6 === "string"){
if(!pattern10.test(key6)){
const err38 = {instancePath:instancePath+"/pods",schemaPath:"#/$defs/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z][A-Za-z0-9_-]*$"},message:"must match pattern \""+"^[A-Za-z][A-Za-z0-9_-]*$"+"\"",propertyName:key6};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/pods",schemaPath:"#/$defs/name/type",keyword:"type",params:{type: "string"},message:"must be string",propertyName:key6};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
var valid16 = _errs52 === errors;
if(!valid16){
const err40 = {instancePath:instancePath+"/pods",schemaPath:"#/properties/pods/propertyNames",keyword:"propertyNames",params:{propertyName: key6},message:"property name must be valid"};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
for(const key7 of Object.keys(data12)){
if(!(validate42(data12[key7], {instancePath:instancePath+"/pods/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data12,parentDataProperty:key7,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
}
else {
const err41 = {instancePath:instancePath+"/pods",schemaPath:"#/properties/pods/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.flows !== undefined && func0.call(data, "flows")){
let data14 = data.flows;
if(Array.isArray(data14)){
if(data14.length < 1){
const err42 = {instancePath:instancePath+"/flows",schemaPath:"#/properties/flows/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
const len0 = data14.length;
for(let i0=0; i0<len0; i0++){
if(!(validate51(data14[i0], {instancePath:instancePath+"/flows/" + i0,parentData:data14,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
errors = vErrors.length;
}
}
}
else {
const err43 = {instancePath:instancePath+"/flows",schemaPath:"#/properties/flows/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.advice !== undefined && func0.call(data, "advice")){
let data16 = data.advice;
if(Array.isArray(data16)){
if(data16.length < 1){
const err44 = {instancePath:instancePath+"/advice",schemaPath:"#/properties/advice/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
const len1 = data16.length;
for(let i1=0; i1<len1; i1++){
if(!(validate61(data16[i1], {instancePath:instancePath+"/advice/" + i1,parentData:data16,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = vErrors === null ? validate61.errors : vErrors.concat(validate61.errors);
errors = vErrors.length;
}
}
}
else {
const err45 = {instancePath:instancePath+"/advice",schemaPath:"#/properties/advice/type",keyword:"type",params:{type: "array"},message:"must be array"};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.remarks !== undefined && func0.call(data, "remarks")){
let data18 = data.remarks;
if(Array.isArray(data18)){
const len2 = data18.length;
for(let i2=0; i2<len2; i2++){
let data19 = data18[i2];
if(typeof data19 === "string"){
if(!pattern5.test(data19)){
const err46 = {instancePath:instancePath+"/remarks/" + i2,schemaPath:"#/$defs/text/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
else {
const err47 = {instancePath:instancePath+"/remarks/" + i2,schemaPath:"#/$defs/text/type",keyword:"type",params:{type: "string"},message:"must be string"};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
}
else {
const err48 = {instancePath:instancePath+"/remarks",schemaPath:"#/properties/remarks/type",keyword:"type",params:{type: "array"},message:"must be array"};
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
else {
const err49 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
