export default {
  extends: "netpolint:strict",
  rules: { "required-flow": "warning" },
};
