export default { rules: { "requird-flow": "warning" } };
