export default { rules: { "required-flow": "warning" } };
