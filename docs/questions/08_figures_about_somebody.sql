-- All figures in sentences about the Halcyon Star's dead, normalised, with who gave them.
SELECT published_at::DATE AS day, outlet_name, figure_text, value, unit, qualifier, measure, is_forecast, given_by
FROM rpt_figures
WHERE measure ILIKE '%dead%' OR measure ILIKE '%died%'
ORDER BY day, outlet_name, value;
