-- Where do outlets disagree on a figure for the same thing?
SELECT outlet_name, figure_text, measure, other_outlet_name, other_figure_text, other_measure, period, round(spread, 3) AS spread
FROM rpt_figure_conflicts
ORDER BY spread DESC, figure_id, other_figure_id;
